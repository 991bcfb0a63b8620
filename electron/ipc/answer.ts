import { z } from 'zod'
import type { Channel } from '../../shared/ipc/channels.ts'
import { contract } from '../../shared/ipc/contract.ts'
import { AppError, type Result } from '../../shared/ipc/result.ts'
import { storageErrorCode } from '../services/storage/storage-trouble.ts'
import type { Answer, Handlers } from './register.ts'

/** Where an unexpected failure is written down. The text is cleansed of secrets and phones by the log itself. */
export type ReportFailure = (channel: string, error: unknown) => void

/**
 * Schema → handler → result. A call whose handler comes later waits for it; where it never comes, the call fails with
 * the reason.
 */
export function createAnswer<Ready extends Partial<Handlers>>(
  ready: Ready,
  later: Promise<Omit<Handlers, keyof Ready>>,
  reportFailure: ReportFailure,
): Answer {
  const handlerOf = async (channel: Channel): Promise<Handle> =>
    ((ready as Partial<Handlers>)[channel] ?? ((await later) as Partial<Handlers>)[channel]) as Handle
  return (channel, input) => answerCall(channel, input, () => handlerOf(channel), reportFailure)
}

type Handle = (input: unknown) => unknown

async function answerCall(
  channel: Channel,
  input: unknown,
  handlerOf: () => Promise<Handle>,
  reportFailure: ReportFailure,
): Promise<Result<unknown>> {
  const parsed = parseInput(channel, input)
  if ('problem' in parsed) return { ok: false, error: { code: 'bad-input', detail: parsed.problem } }
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
    return { ok: false, error: { code: storageErrorCode(error) ?? 'internal' } }
  }
}

/** At most this many faults of an input are reported. */
const toldIssues = 5

function parseInput(
  channel: Channel,
  input: unknown,
): { readonly data: unknown } | { readonly problem: string } {
  try {
    const parsed = contract[channel].input.safeParse(input)
    if (parsed.success) return { data: parsed.data }
    return { problem: z.prettifyError({ issues: parsed.error.issues.slice(0, toldIssues) }) }
  } catch (error) {
    // zod itself overflows on an input with hundreds of thousands of faults.
    if (error instanceof RangeError) return { problem: 'more faults than can be told' }
    throw error
  }
}
