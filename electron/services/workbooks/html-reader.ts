import { type TokenHandler, Tokenizer, TokenizerMode } from 'parse5'
import { isLongNumber, numberText } from './cell-text.ts'
import { createColumnRoom, mostHeldCells } from './column-room.ts'
import { shownNumber } from './number-format.ts'
import type { OpenBook } from './sheet-choice.ts'
import type { SheetRow } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'

type HtmlTable = {
  readonly rows: SheetRow[]
  width: number
  mergedCells: number
  isUnended: boolean
  /** Number of rows it takes on the page, including those without text. */
  height: number
}

/** A table being read. */
type OpenTable = HtmlTable & {
  row: OpenRow | null
  cell: OpenCell | null
  /** For each column, how many more rows a cell from above covers. */
  readonly covered: number[]
  closedRows: number
  /** The last table that ended inside a cell of this one. */
  last: HtmlTable | null
}
type OpenRow = {
  texts: string[]
  numeric: boolean[]
  plain: (string | undefined)[] | null
  column: number
  beyond: number
  hidden: boolean
  long: boolean
}
type OpenCell = {
  text: string
  gap: boolean
  readonly across: number
  readonly down: number
  readonly number: string | null
}

/** Spans as browsers read them: whole numbers within bounds. */
const longestSpan = 1000

/**
 * Reads the tables of a page as a browser does: end tags may be missing, a table may be inside a cell of another,
 * comments and scripts are ignored. Adjacent tables of the same width become one sheet, as in a spreadsheet; every
 * other table is a sheet of its own.
 *
 * The page is tokenized by a real HTML tokenizer; which tag opens or closes what within a table is decided here, in
 * one pass: a tree of all elements would cost memory, and endlessly nested elements would cost quadratic time.
 * Throws a WorkbookProblem where the page holds no table, or ends within a tag or a row.
 */
export function openHtml(html: string): OpenBook {
  const found: HtmlTable[] = []
  const room = createColumnRoom(mostHeldCells)
  let cells = 0
  const tables: OpenTable[] = []
  /** The last table that is not inside another. */
  let last: HtmlTable | null = null

  const newTable = (): OpenTable => ({
    rows: [],
    width: 0,
    mergedCells: 0,
    isUnended: false,
    height: 0,
    row: null,
    cell: null,
    covered: [],
    closedRows: 0,
    last: null,
  })

  function openTable(): OpenTable {
    const present = tables.at(-1)
    if (present && present.cell === null) closeTable(present)
    const table = newTable()
    tables.push(table)
    return table
  }

  function closeTable(table: OpenTable): void {
    closeRow(table)
    tables.pop()
    if (table.rows.length === 0) return
    const parent = tables.at(-1)
    const before = parent ? parent.last : last
    if (before && before.width === table.width && table.width > 1) {
      for (const row of table.rows) before.rows.push({ ...row, number: row.number + before.height })
      before.height += table.height
      before.mergedCells += table.mergedCells
      before.isUnended ||= table.isUnended
      return
    }
    found.push(table)
    if (parent) parent.last = table
    else last = table
  }

  function openRow(table: OpenTable, hidden: boolean): OpenRow {
    closeRow(table)
    const row = { texts: [], numeric: [], plain: null, column: 0, beyond: 0, hidden, long: false }
    table.row = row
    return row
  }

  function closeRow(table: OpenTable): void {
    closeCell(table)
    const { row } = table
    table.row = null
    if (row === null) return
    for (let column = row.column; column < table.covered.length; column++)
      table.covered[column] = Math.max(0, (table.covered[column] ?? 0) - 1)
    table.height++
    table.width = Math.max(table.width, row.column)
    if (row.beyond > 0 || row.texts.some(text => text !== ''))
      table.rows.push({ ...row, number: table.height })
    cells += row.texts.length
    room.fill(cells)
  }

  /** The next column that no cell from above covers; covered columns on the way are counted down by one row. */
  function freeColumn(table: OpenTable, from: number): number {
    let column = from
    while ((table.covered[column] ?? 0) > 0) {
      table.covered[column] = (table.covered[column] ?? 0) - 1
      column++
    }
    return column
  }

  function openCell(table: OpenTable, attribute: (name: string) => string | null): void {
    closeCell(table)
    const row = table.row ?? openRow(table, false)
    row.column = freeColumn(table, row.column)
    table.cell = {
      text: '',
      gap: false,
      across: spanOf(attribute('colspan')),
      down: spanOf(attribute('rowspan')),
      number: attribute('x:num'),
    }
  }

  function closeCell(table: OpenTable): void {
    const { cell, row } = table
    table.cell = null
    if (cell === null || row === null) return
    const { shown, plain, isNumber, isLong } = readCell(cell)
    const { column } = row
    if (shown !== '' || plain !== '') {
      if (column >= room.limit) row.beyond++
      else {
        while (row.texts.length < column) {
          row.texts.push('')
          row.numeric.push(false)
        }
        row.texts[column] = shown
        row.numeric[column] = isNumber
        if (isLong) row.long = true
        if (plain !== shown) {
          row.plain ??= []
          row.plain[column] = plain
        }
      }
    }
    if (cell.across > 1 || cell.down > 1) table.mergedCells++
    row.column = column + cell.across
    if (cell.down > 1)
      for (let at = column; at < Math.min(row.column, room.limit); at++) table.covered[at] = cell.down - 1
  }

  const handler: TokenHandler = {
    onStartTag({ tagName, attrs }) {
      const attribute = (name: string): string | null => attrs.find(attr => attr.name === name)?.value ?? null
      const table = tables.at(-1)
      const mode = rawModes[tagName]
      if (mode !== undefined) tokenizer.state = mode
      else if (tagName === 'table') openTable()
      else if (tagName === 'tr')
        openRow(
          table ?? openTable(),
          /display\s*:\s*none/i.test(attribute('style') ?? '') || attribute('hidden') !== null,
        )
      else if (tagName === 'td' || tagName === 'th') openCell(table ?? openTable(), attribute)
      else if (table && rowGroups.has(tagName)) closeRow(table)
      else if (table?.cell && (tagName === 'br' || blocks.has(tagName)))
        breakLine(table.cell, tagName === 'br')
    },
    onEndTag({ tagName }) {
      const table = tables.at(-1)
      if (!table) return
      if (tagName === 'table') closeTable(table)
      else if (tagName === 'tr' && table.row !== null) {
        closeRow(table)
        table.closedRows++
      } else if (tagName === 'td' || tagName === 'th') closeCell(table)
      else if (rowGroups.has(tagName)) closeRow(table)
      else if (table.cell && blocks.has(tagName)) breakLine(table.cell, false)
    },
    onCharacter({ chars }) {
      const cell = tables.at(-1)?.cell
      if (!cell) return
      cell.text += cell.gap ? ` ${chars}` : chars
      cell.gap = false
    },
    onWhitespaceCharacter() {
      const cell = tables.at(-1)?.cell
      if (cell && cell.text !== '' && !cell.text.endsWith('\n')) cell.gap = true
    },
    onEof() {
      for (let table = tables.at(-1); table; table = tables.at(-1)) {
        // If the earlier rows have end tags, a row without one was cut off.
        if (table.row !== null && table.closedRows > 0) throw damaged('a row that does not end')
        table.isUnended = true
        closeTable(table)
      }
    },
    onComment() {},
    onDoctype() {},
    onNullCharacter() {},
    onParseError({ code }) {
      if (code === 'eof-in-tag' || code === 'eof-in-comment' || code === 'eof-before-tag-name')
        throw damaged('a page that breaks off within a tag')
    },
  }
  const tokenizer = new Tokenizer({}, handler)
  tokenizer.write(html, true)

  if (found.length === 0) throw new WorkbookProblem('workbook-not-a-workbook', 'no table in the page')
  return {
    active: -1,
    sheets: found.map(({ rows, mergedCells, isUnended }) => ({
      // Tables of a page have no names; the screen numbers them.
      name: '',
      visibility: 'visible',
      pack(packer) {
        for (const row of rows) packer.add(row)
        return { mergedCells, isUnended }
      },
    })),
  }
}

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

const rowGroups: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot'])
const blocks: ReadonlySet<string> = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** Elements whose content is no markup. */
const rawModes: Readonly<Record<string, Tokenizer['state']>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
}

function breakLine(cell: OpenCell, always: boolean): void {
  cell.gap = false
  if (cell.text !== '' && (always || !cell.text.endsWith('\n'))) cell.text += '\n'
}

/** SECURITY: a page may claim any number, and code loops over the columns of a span. */
function spanOf(written: string | null): number {
  const span = Number.parseInt(written ?? '1', 10)
  return Number.isNaN(span) ? 1 : Math.min(Math.max(1, span), longestSpan)
}

type CellText = {
  readonly shown: string
  readonly plain: string
  readonly isNumber: boolean
  readonly isLong: boolean
}

/** Spreadsheets that write a page store the number of a cell next to its shown text. */
function readCell({ text, number }: OpenCell): CellText {
  const said = text.replaceAll('\u00a0', ' ').trim()
  const digits = number === null || number === '' ? null : numberText(number.trim())
  if (digits === null) return { shown: said, plain: said, isNumber: false, isLong: false }
  const value = Number(digits)
  const isPower = /\de[+-]?\d/i.test(said)
  const { shown, plain } = shownNumber(value, digits, {
    date: null,
    show: () => (isPower || said === '' ? null : said),
    showText: null,
  })
  return { shown, plain, isNumber: true, isLong: isLongNumber(value) }
}
