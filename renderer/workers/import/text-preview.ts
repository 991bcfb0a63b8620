import {
  cellCutOf,
  type Delimiter,
  guessDelimiter,
  readSeparatorLine,
} from '../../../shared/import/delimiter.ts'
import { detectEncoding } from '../../../shared/import/encoding.ts'
import type { TextChoices } from './import-text.ts'
import { sampleRecords } from './record-parser.ts'
import { createTextFeed, withPlainBreaks } from './text-feed.ts'
import { createCardReader, isCardText } from './vcard.ts'

/** The first records of a text under a choice of encoding and delimiter, each cell cut to what is shown. */
export type TextPreview = {
  readonly delimiter: Delimiter
  readonly records: readonly (readonly string[])[]
}

const previewBytes = 64 * 1024
const shownRecords = 3
const shownCells = 12
const shownCharacters = 60

/** Reads only the beginning of a text, to preview a choice before a long file is read again. */
export async function previewText(file: Blob, choices: TextChoices): Promise<TextPreview> {
  const bytes = new Uint8Array(await file.slice(0, previewBytes).arrayBuffer())
  let text = ''
  const feed = createTextFeed(choices.encoding ?? detectEncoding(bytes), piece => {
    text += withPlainBreaks(piece)
  })
  feed.push(bytes)
  feed.end()
  const separator = readSeparatorLine(text)
  const sample = text.slice(separator.length)
  const delimiter = isCardText(sample)
    ? 'cards'
    : (choices.delimiter ?? separator.delimiter ?? guessDelimiter(sample, sampleRecords).delimiter)
  const records = firstRecords(sample, delimiter)
    .slice(0, shownRecords)
    .map(cells => cells.slice(0, shownCells).map(cell => cell.slice(0, shownCharacters)))
  return { delimiter, records }
}

function firstRecords(sample: string, delimiter: Delimiter): readonly (readonly string[])[] {
  if (delimiter === 'cards') {
    const reader = createCardReader()
    reader.push(sample)
    return reader.end()
  }
  const { delimiter: sign, cut } = cellCutOf(delimiter, sample)
  return cut ? sample.split('\n', shownRecords).map(cut) : sampleRecords(sample, sign).records
}
