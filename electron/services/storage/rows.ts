import type { Database } from 'better-sqlite3'
import { z } from 'zod'

/** Called for a row that can't be read: its table, the row, and the schema's complaint without any value. */
export type ReportUnreadable = (table: string, row: unknown, problem: string) => void

/** The same, as a message of a thread. */
export type UnreadableNote = {
  readonly kind: 'unreadable'
  readonly table: string
  readonly row: unknown
  readonly problem: string
}

/**
 * Runs work with the table's row checks off: with them on, one invalid row would block every change of its
 * neighbours.
 */
export function withoutRowChecks<T>(database: Database, work: () => T): T {
  database.pragma('ignore_check_constraints = ON')
  try {
    return work()
  } finally {
    database.pragma('ignore_check_constraints = OFF')
  }
}

/** A column that holds JSON of this shape. */
export const json = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' })
      return z.NEVER
    }
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'JSON of another shape' })
    return z.NEVER
  })

/** Reads one row; null, and a report, where it can't be read. */
export function readRow<T>(
  schema: z.ZodType<T>,
  row: unknown,
  table: string,
  report: ReportUnreadable,
): T | null {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  report(table, row, problems.join('; '))
  return null
}

/** Reads rows one by one: one that can't be read is reported and left out, and never keeps the others from being shown. */
export const readRows = <T>(
  schema: z.ZodType<T>,
  rows: readonly unknown[],
  table: string,
  report: ReportUnreadable,
): T[] => rows.flatMap(row => readRow(schema, row, table, report) ?? [])

/** At most this many rows are reported. */
const mostReported = 200
const keys = ['id', 'list_id', 'campaign_id', 'seq', 'phone', 'header_key'] as const

/** Reports each row once, by its key: lists are read again at every change. */
export function reportOnce(
  write: (where: { readonly table: string; readonly row: string; readonly problem: string }) => void,
): ReportUnreadable {
  const told = new Set<string>()
  return (table, row, problem) => {
    const name = keys.flatMap(key => {
      const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, key) : undefined
      return value === undefined ? [] : [`${key} ${value}`]
    })
    const mark = [table, ...name].join(' ')
    if (told.has(mark) || told.size >= mostReported) return
    told.add(mark)
    write({ table, row: name.join(', '), problem })
  }
}
