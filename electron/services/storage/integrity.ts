import { statSync } from 'node:fs'
import { z } from 'zod'
import { openConnection } from './database.ts'

const tables = [
  'campaigns',
  'recipients',
  'events',
  'tallies',
  'contact_lists',
  'list_contacts',
  'opt_outs',
  'chores',
  'erasures',
] as const

/** Checks the whole database: sizes, row counts, and errors. Reads all of it: not for main's thread. */
export function integrityOf(path: string): Readonly<Record<string, string | number>> {
  const database = openConnection(path, 'reader')
  try {
    const number = (sql: string): number => z.number().parse(database.prepare(sql).pluck().get())
    return {
      schema: Number(database.pragma('user_version', { simple: true })),
      check: String(database.pragma('quick_check(1)', { simple: true })),
      brokenReferences: number('SELECT count(*) FROM pragma_foreign_key_check'),
      bytes: bytesOf(path),
      walBytes: bytesOf(`${path}-wal`),
      freePages: Number(database.pragma('freelist_count', { simple: true })),
      ...Object.fromEntries(tables.map(table => [table, number(`SELECT count(*) FROM ${table}`)])),
    }
  } finally {
    database.close()
  }
}

const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
