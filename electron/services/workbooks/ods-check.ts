import { WorkbookProblem } from './workbook-messages.ts'
import { createXmlReader } from './xml-reader.ts'

/** Most cells with content that repetitions may produce: more than any list has, and still read in seconds. */
const repeatLimit = 2_000_000

/** What a sheet of an .ods hides: itself, or ranges of rows, ends included, first = 1. */
export type OdsSheet = {
  readonly isHidden: boolean
  readonly hiddenRows: readonly (readonly [from: number, to: number])[]
}

/**
 * Reads the content of an .ods completely; returns what each of its sheets hides, which the library does not tell.
 * Throws a WorkbookProblem where it is incomplete, or where repetitions blow it up.
 *
 * SECURITY: "this row a hundred million times" takes forty characters, and the library would expand it.
 */
export function checkOds(xml: string): readonly OdsSheet[] {
  const reader = createXmlReader(xml)
  const sheets: { isHidden: boolean; hiddenRows: [from: number, to: number][] }[] = []
  const hiddenStyles = new Set<string>()
  let style = ''
  let row = 0
  let isHidden = false
  let rowTimes = 1
  let cellTimes = 1
  let cellsOfRow = 0
  let repeated = 0
  let inCell = false
  let counted = false
  const takeTimes = (attribute: string): number => {
    const written = reader.attribute(attribute)
    const times = written === null ? 1 : Number(written)
    if (!(Number.isInteger(times) && times >= 1))
      throw new WorkbookProblem('workbook-damaged', `${attribute} ${written}`)
    return times
  }
  const countCell = (): void => {
    if (!counted) cellsOfRow += cellTimes
    counted = true
  }
  for (let event = reader.next(); event !== 'end'; event = reader.next()) {
    if (event === 'text') {
      if (inCell && !counted && reader.text().trim() !== '') countCell()
      continue
    }
    const isCell = reader.name === 'table-cell' || reader.name === 'covered-table-cell'
    if (event === 'open' && reader.name === 'style') style = reader.attribute('name') ?? ''
    else if (event === 'open' && reader.name === 'table-properties') {
      if (reader.attribute('display') === 'false') hiddenStyles.add(style)
    } else if (event === 'open' && reader.name === 'table') {
      row = 0
      sheets.push({ isHidden: hiddenStyles.has(reader.attribute('style-name') ?? ''), hiddenRows: [] })
    } else if (event === 'open' && reader.name === 'table-row') {
      isHidden = /^(?:collapse|filter)$/.test(reader.attribute('visibility') ?? '')
      rowTimes = takeTimes('number-rows-repeated')
      cellsOfRow = 0
    } else if (event === 'open' && isCell) {
      cellTimes = takeTimes('number-columns-repeated')
      inCell = true
      counted = false
      if (reader.attribute('value-type') !== null) countCell()
    } else if (event === 'close' && isCell) inCell = false
    else if (event === 'close' && reader.name === 'table-row') {
      if (isHidden && cellsOfRow > 0) sheets.at(-1)?.hiddenRows.push([row + 1, row + rowTimes])
      row += rowTimes
      if (rowTimes > 1 || cellsOfRow > 1024) repeated += rowTimes * cellsOfRow
      if (repeated > repeatLimit)
        throw new WorkbookProblem('workbook-too-large', `${repeated} repeated cells`)
    }
  }
  return sheets
}
