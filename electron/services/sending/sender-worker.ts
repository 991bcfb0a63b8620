import { parentPort, workerData } from 'node:worker_threads'
import type { Pause } from '../../../shared/domain/states.ts'
import { openSendLog } from '../send-log/open-send-log.ts'
import { createRightOfWay } from '../storage/right-of-way.ts'
import { answerCall } from '../threads/calls.ts'
import { carryError } from '../threads/thread-errors.ts'
import { systemClock as clock } from '../time/clock.ts'
import { sendingWindowGate } from '../time/sending-window.ts'
import { createSendEngine } from './engine.ts'
import { createPatience, senderBusyTimeoutMs } from './patience.ts'
import { createRateMemory } from './rate-memory.ts'
import type { SendConditions } from './send-conditions.ts'
import type { SendJob } from './send-job.ts'
import { openJob, type SendOrder } from './send-order.ts'
import type { SenderMessage, SenderStart } from './sender-messages.ts'

/** The sender's thread: the engine, its log and the HTTP client. Carries out calls one after another, in order. */
if (parentPort === null) throw new Error('the sender runs on a thread of its own')
const port = parentPort
const tell = (message: SenderMessage): void => port.postMessage(message)

const { databasePath, rightOfWay: memory, ...start } = workerData as SenderStart
const rightOfWay = createRightOfWay(memory)
let { sendingWindow } = start
const { meta, ...log } = openSendLog(databasePath, clock.now, rightOfWay)
void log.pragma(`busy_timeout = ${senderBusyTimeoutMs}`)
const engine = createSendEngine({
  store: log,
  rateMemory: createRateMemory(meta),
  clock,
  random: Math.random,
  onProgress: progress => {
    const ended = engine.active() === null
    if (ended) rightOfWay.setBusy(false)
    tell({ kind: 'progress', progress, ended })
  },
  onLogFailure: error => tell({ kind: 'log-failure', error: carryError(error) }),
})
const { patiently } = createPatience(clock)
const windowGate = sendingWindowGate(() => sendingWindow)

const jobOf = (order: SendOrder): SendJob =>
  openJob(order, clock, order.observesWindow ? windowGate : () => null)

/** While a campaign is being sent, long writes leave the database to the sender. */
const whileBusy = async (begun: Promise<void>): Promise<void> => {
  rightOfWay.setBusy(true)
  try {
    await begun
  } finally {
    rightOfWay.setBusy(engine.active() !== null)
  }
}

/** Sends the figures after a call, before its answer. */
const tellProgress = (): void => {
  const active = engine.active()
  const progress = active === null ? null : engine.progress(active)
  if (progress !== null) tell({ kind: 'progress', progress, ended: false })
}

const methods = {
  ...log,
  setStatus: patiently(log.setStatus),
  finish: patiently(log.finish),
  start: (order: SendOrder, slice: readonly number[] | null) => whileBusy(engine.start(jobOf(order), slice)),
  resume: (order: SendOrder) => whileBusy(engine.resume(jobOf(order))),
  pause: async (campaignId: number, pause: Pause) => engine.pause(campaignId, pause),
  cancel: engine.cancel,
  setConditions: async (conditions: SendConditions) => {
    sendingWindow = conditions.sendingWindow
    engine.setConditions(conditions)
  },
  sleep: async () => engine.sleep(),
  wake: async () => engine.wake(),
}
export type SenderMethods = Omit<typeof methods, 'begin' | 'commit'>

port.on('message', message => {
  void answerCall(
    message,
    () => methods,
    answer => {
      // Changes are reported before the answer.
      tellProgress()
      port.postMessage(answer)
    },
  )
})
