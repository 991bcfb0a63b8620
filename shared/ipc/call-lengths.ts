import type { Channel } from './channels.ts'

/**
 * The most that one call may carry, as JSON text in UTF-16 units. Whatever a hostile page sends, main reads no more
 * than this at a time; a long list is sent in batches (`batchesOf`).
 */
const usualLength = 256 * 1024

/** The longest batch that the page makes, if the call has no limit of its own. */
const usualBatch = 1024 * 1024

const longerCalls: Partial<Readonly<Record<Channel, number>>> = {
  'campaigns.create': 1024 * 1024,
  'campaigns.addRecipients': 2 * 1024 * 1024,
  // A new phone for each of thousands.
  'campaigns.retry': 512 * 1024,
  'contactLists.beginMerge': 1024 * 1024,
  'contactLists.addContacts': 2 * 1024 * 1024,
  'contactLists.writePerson': 1024 * 1024,
  'contactLists.setTags': 512 * 1024,
  'optOuts.add': 512 * 1024,
  'optOuts.addMany': 512 * 1024,
  // A row of a workbook can be long.
  'exports.begin': 4 * 1024 * 1024,
  'exports.rows': 8 * 1024 * 1024,
  // Every manual change since the list was read.
  'works.save': 8 * 1024 * 1024,
  'mappings.get': 1024 * 1024,
  'mappings.set': 1024 * 1024,
}

export const longestCall = (channel: Channel): number => longerCalls[channel] ?? usualLength

/**
 * Cuts rows into batches whose JSON stays under `longest` characters; a longer row is a batch by itself. `lengthOf`
 * returns the characters of a row.
 */
export function* batchesOf<Row>(
  rows: readonly Row[],
  lengthOf: (row: Row) => number,
  longest: number = usualBatch,
): Generator<readonly Row[]> {
  let from = 0
  let length = 0
  for (const [at, row] of rows.entries()) {
    const own = lengthOf(row)
    if (at > from && length + own > longest) {
      yield rows.slice(from, at)
      from = at
      length = 0
    }
    length += own
  }
  if (from < rows.length) yield rows.slice(from)
}

/** What JSON writes with more than one character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/

/** The length of texts in JSON, including the separators. */
export const lengthInJson = (texts: readonly string[]): number =>
  texts.reduce(
    (sum, text) => sum + (escaped.test(text) ? JSON.stringify(text).length : text.length + 2) + 1,
    2,
  )
