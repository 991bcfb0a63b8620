import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { byteChannels, type Channel, channels, type EventName } from '../../shared/ipc/channels.ts'
import type { EventOf, OutputOf, ParsedInputOf } from '../../shared/ipc/contract.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { isOwnPage } from '../platform/security.ts'
import { readCarried } from './carried.ts'

export type Handlers = {
  readonly [C in Channel]: (input: ParsedInputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>
}

/** Answers a call whose sender was checked. Never rejects: a failure is part of the result. */
export type Answer = (channel: Channel, input: unknown) => Promise<Result<unknown>>

/** SECURITY: only the top frame of our own page may call. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url)
}

/**
 * Registers every channel of the contract and no other: sender check, then the answer. A call that comes before the
 * handlers are ready waits for them.
 */
export function registerChannels(answer: Promise<Answer>): void {
  for (const channel of channels) {
    const answered = async (event: IpcMainInvokeEvent, carried: unknown): Promise<Result<unknown>> => {
      if (!isTrusted(event)) return { ok: false, error: { code: 'forbidden-sender' } }
      const read = readCarried(channel, carried)
      if ('refusal' in read) return { ok: false, error: { code: 'bad-input', detail: read.refusal } }
      return (await answer)(channel, read.input)
    }
    if (byteChannels.includes(channel)) ipcMain.handle(channel, answered)
    else
      ipcMain.handle(channel, async (event, carried: unknown) =>
        JSON.stringify(await answered(event, carried)),
      )
  }
}

/** Sends an event to the window. Does nothing when the window is gone or its page has crashed. */
export function sendEvent<E extends EventName>(
  contents: WebContents | undefined,
  name: E,
  event: EventOf<E>,
): void {
  if (contents === undefined || contents.isDestroyed() || contents.isCrashed()) return
  contents.send(name, event)
}
