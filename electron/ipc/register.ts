import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { byteChannels, type Channel, channels, type EventName } from '../../shared/ipc/channels.ts'
import type { EventOf, OutputOf, ParsedInputOf } from '../../shared/ipc/contract.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { isOwnPage } from '../platform/security.ts'

export type Handlers = {
  readonly [C in Channel]: (input: ParsedInputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>
}

/** Answers a call whose sender was checked. Never rejects: what fails is told in the result. */
export type Answer = (channel: Channel, input: unknown) => Promise<Result<unknown>>

/** SECURITY: only the top frame of our own page may call. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url)
}

/** The input that the page wrote as JSON. What is none is handed on as it came: no schema takes it. */
function inputOf(carried: unknown): unknown {
  if (typeof carried !== 'string') return carried
  try {
    return JSON.parse(carried)
  } catch {
    return carried
  }
}

/**
 * Registers every channel of the contract and no other: sender check, then the answer. The page may call before there is
 * anybody to answer, and waits.
 */
export function registerChannels(answer: Promise<Answer>): void {
  for (const channel of channels) {
    const answered = async (event: IpcMainInvokeEvent, input: unknown): Promise<Result<unknown>> => {
      if (!isTrusted(event)) return { ok: false, error: { code: 'forbidden-sender' } }
      return (await answer)(channel, input)
    }
    if (byteChannels.includes(channel)) ipcMain.handle(channel, answered)
    else
      ipcMain.handle(channel, async (event, carried: unknown) =>
        JSON.stringify(await answered(event, inputOf(carried))),
      )
  }
}

/** Tells the window something it did not ask for. Nothing happens when the window is gone or its page has crashed. */
export function sendEvent<E extends EventName>(
  contents: WebContents | undefined,
  name: E,
  event: EventOf<E>,
): void {
  if (contents === undefined || contents.isDestroyed() || contents.isCrashed()) return
  contents.send(name, event)
}
