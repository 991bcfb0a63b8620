import { z } from 'zod'
import { AppError, errorCodes } from '../../../shared/ipc/result.ts'

const carriedSchema = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  /** The code of an AppError, or of SQLite and the system (`SQLITE_BUSY`, `ENOSPC`). */
  code: z.string().optional(),
  where: z.string().optional(),
  detail: z.string().optional(),
})

/** An error as sent between threads: a structured clone keeps the message and drops everything else. */
export type CarriedError = z.infer<typeof carriedSchema>

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function carryError(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { code, where, detail } = error as { code?: unknown; where?: unknown; detail?: unknown }
  return {
    name: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(textOf(code) === undefined ? {} : { code: textOf(code) }),
    ...(textOf(where) === undefined ? {} : { where: textOf(where) }),
    ...(textOf(detail) === undefined ? {} : { detail: textOf(detail) }),
  }
}

/** Restores the error: an AppError where it was one, otherwise an Error that keeps its code. */
export function revive(carried: unknown): Error {
  const { name, message, stack, code, where, detail } = carriedSchema.parse(carried)
  const known = z.enum(errorCodes).safeParse(code)
  if (name === 'AppError' && known.success) {
    return new AppError(known.data, {
      ...(where === undefined ? {} : { where }),
      ...(detail === undefined ? {} : { detail }),
    })
  }
  const error = new Error(message)
  error.name = name
  if (stack !== undefined) error.stack = stack
  return code === undefined ? error : Object.assign(error, { code })
}
