import {
  type Delimiter,
  delimiters,
  guessDelimiter,
  readSeparatorLine,
} from '../../../shared/import/delimiter.ts'
import { detectEncoding } from '../../../shared/import/encoding.ts'
import type { TextChoices } from './import-text.ts'
import { sampleRecords } from './record-parser.ts'
import { createTextFeed } from './text-feed.ts'

/** The first records of a text under a choice of encoding and delimiter, each cell cut to what is shown. */
export type TextPreview = {
  readonly delimiter: Delimiter
  readonly records: readonly (readonly string[])[]
}

const previewBytes = 64 * 1024
const shownRecords = 3
const shownCells = 12
const shownCharacters = 60

/** Reads the beginning of a text only, so that a choice can be looked at before a long file is read again. */
export async function previewText(file: Blob, choices: TextChoices): Promise<TextPreview> {
  const bytes = new Uint8Array(await file.slice(0, previewBytes).arrayBuffer())
  let text = ''
  const feed = createTextFeed(choices.encoding ?? detectEncoding(bytes), piece => {
    text += piece
  })
  feed.push(bytes)
  feed.end()
  const separator = readSeparatorLine(text)
  const sample = text.slice(separator.length)
  const delimiter =
    choices.delimiter ?? separator.delimiter ?? guessDelimiter(sample, sampleRecords).delimiter
  const records = sampleRecords(sample, delimiters[delimiter])
    .slice(0, shownRecords)
    .map(cells => cells.slice(0, shownCells).map(cell => cell.slice(0, shownCharacters)))
  return { delimiter, records }
}
