import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { z } from 'zod'
import { type Channel, channels, type EventName } from '../../shared/ipc/channels.ts'
import { contract, type EventOf, type OutputOf, type ParsedInputOf } from '../../shared/ipc/contract.ts'
import { AppError, type Result } from '../../shared/ipc/result.ts'
import { isOwnPage } from '../platform/security.ts'

export type Handlers = {
  readonly [C in Channel]: (input: ParsedInputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>
}

/** Where an unexpected failure is written down. The text is cleansed of secrets and phones by the log itself. */
export type ReportFailure = (channel: string, error: unknown) => void

/** SECURITY: only the top frame of our own page may call. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url)
}

/**
 * Sender check → schema → handler → result, for every channel of the contract and no other. A call whose handler comes
 * later waits for it; where it never comes, the call fails with the reason.
 */
export function registerHandlers<Ready extends Partial<Handlers>>(
  ready: Ready,
  later: Promise<Omit<Handlers, keyof Ready>>,
  reportFailure: ReportFailure,
): void {
  for (const channel of channels) {
    const handlerOf = async (): Promise<Handle> =>
      ((ready as Partial<Handlers>)[channel] ?? ((await later) as Partial<Handlers>)[channel]) as Handle
    ipcMain.handle(channel, async (event, input: unknown): Promise<Result<unknown>> => {
      if (!isTrusted(event)) return { ok: false, error: { code: 'forbidden-sender' } }
      return answer(channel, input, handlerOf, reportFailure)
    })
  }
}

type Handle = (input: unknown) => unknown

async function answer(
  channel: Channel,
  input: unknown,
  handlerOf: () => Promise<Handle>,
  reportFailure: ReportFailure,
): Promise<Result<unknown>> {
  const parsed = contract[channel].input.safeParse(input)
  if (!parsed.success) {
    return { ok: false, error: { code: 'bad-input', detail: z.prettifyError(parsed.error) } }
  }
  try {
    const handle = await handlerOf()
    return { ok: true, value: await handle(parsed.data) }
  } catch (error) {
    if (error instanceof AppError) {
      return {
        ok: false,
        error: {
          code: error.code,
          ...(error.where === undefined ? {} : { where: error.where }),
          ...(error.detail === undefined ? {} : { detail: error.detail }),
        },
      }
    }
    reportFailure(channel, error)
    return { ok: false, error: { code: 'internal' } }
  }
}

/** Tells the window something it did not ask for. Nothing happens when the window is gone. */
export function sendEvent<E extends EventName>(
  contents: WebContents | undefined,
  name: E,
  event: EventOf<E>,
): void {
  if (contents !== undefined && !contents.isDestroyed()) contents.send(name, event)
}
