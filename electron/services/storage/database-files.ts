import { Buffer } from 'node:buffer'
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs'

/** Everything that SQLite keeps of one database. */
export const databaseSuffixes = ['', '-wal', '-shm', '-journal'] as const

export function removeDatabase(path: string): void {
  for (const suffix of databaseSuffixes) rmSync(path + suffix, { force: true })
}

/** SQLite's smallest and largest page. */
const pageBytes = { smallest: 512, largest: 65_536 }

/** In bytes; 0 where there is none. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** The page size that the file's header names (https://www.sqlite.org/fileformat2.html#page_size). */
export function pageBytesOf(path: string): number {
  const named = numberAt(path, 16, 2)
  return named === 1 ? pageBytes.largest : Math.max(named, pageBytes.smallest)
}

/**
 * Whether a journal would bring pages back: it names the pages that its file had before
 * (https://www.sqlite.org/fileformat2.html#the_rollback_journal). That of a first start names none.
 */
export const bringsPagesBack = (journal: string): boolean =>
  sizeOf(journal) > 0 && numberAt(journal, 16, 4) > 0

function numberAt(path: string, offset: number, length: 2 | 4): number {
  const bytes = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, length, offset)
  } finally {
    closeSync(file)
  }
  return bytes.readUIntBE(0, length)
}
