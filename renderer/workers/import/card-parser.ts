import { quotedLine, type RecordBatch, type RecordParser } from './record-parser.ts'
import { withPlainBreaks } from './text-feed.ts'
import { createCardReader } from './vcard.ts'

/** Records passed on at a time. */
const batchRecords = 1000

/** Reads a phone book as a table of people: header first, then a record for each. */
export function createCardParser(delimiter: string, emit: (batch: RecordBatch) => void): RecordParser {
  const reader = createCardReader()
  return {
    push: text => reader.push(withPlainBreaks(text)),
    end() {
      const rows = reader.end()
      for (let at = 0; at < rows.length; at += batchRecords) {
        const records = rows.slice(at, at + batchRecords)
        emit({ records, text: records.map(cells => quotedLine(cells, delimiter)).join(''), quoted: true })
      }
    },
    strayQuotes: [],
    strayCount: 0,
  }
}
