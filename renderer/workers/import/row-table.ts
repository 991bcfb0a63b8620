import { isBlankCell } from '../../../shared/import/cell-value.ts'
import { isExtension } from '../../../shared/import/extension-column.ts'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import { markBit, type RowStatus, rowStatuses } from '../../../shared/import/row-status.ts'
import { checkPhone, type PhoneBlock, phoneBlocks, plainPhone } from '../../../shared/sms/phone.ts'
import { phoneWarningBits, warningBit } from '../../../shared/sms/phone-ranges.ts'
import type { ValueFlaw } from '../../../shared/text/value-flaws.ts'
import { free } from '../../lib/freed.ts'
import { cellFlaw } from './cell-flaw.ts'
import { markDuplicates } from './duplicates.ts'

export const statusCode = (status: RowStatus): number => rowStatuses.indexOf(status)
const usable = statusCode('usable')
const duplicate = statusCode('duplicate')
const bad = statusCode('bad')
const empty = statusCode('empty')
const optedOut = statusCode('optedOut')
const leftOut = statusCode('leftOut')
/** The status of the header and everything above it: no data, counted nowhere. */
export const notData = 255
/** The status of a row that the owner deleted. */
export const deleted = 254

/** Bits of `flags`. */
export const deletedFlag = 1
export const optedOutFlag = 2
/** The row's phone was checked against the opt-out list. */
export const askedFlag = 4
/** Marks of the sheet. */
const hiddenFlag = 8
const longNumberFlag = 16
/** A cell of the row has a value that may mean "none", or is unreadable. */
export const flawedFlag = 32
/** Flags that are kept when the row's phone changes. */
export const lastingFlags = deletedFlag | hiddenFlag | longNumberFlag | flawedFlag

/** Set besides the warnings if the cell held further phones. */
export const severalBit = markBit('several')

const hiddenBit = markBit('hidden')
const longNumberBit = markBit('long-number')
const flawBits = {
  'no-value': 0,
  unreadable: markBit('unreadable'),
  'mixed-encoding': markBit('mixed-encoding'),
} as const satisfies Record<ValueFlaw, number>
const textBits = flawBits.unreadable | flawBits['mixed-encoding']

const extensionBit = warningBit('extension')

const reasonCode = new Map(phoneBlocks.map((reason, place) => [reason, place + 1]))

/** Columns whose blank cells are remembered bit by bit. */
export const blankColumns = 32

export type Layout = {
  /** Index of the header's record, -1 where there is none. */
  readonly headerRow: number
  /** Columns of the phone; the first that holds a usable one counts. Never empty. */
  readonly phoneColumns: readonly number[]
  /** The column with the extensions of relay numbers (`extensionColumnOf`); null: none. */
  readonly extensionColumn?: number | null
}

/** Rows, by index, that the sheet hides, and those with a number longer than it keeps. */
export type SheetMarks = { readonly hidden: Uint32Array; readonly longNumbers: Uint32Array }

/** A row made of a further phone in a cell. */
export type SplitRow = { readonly source: number; readonly phone: number }

/**
 * Data of every row, in 24 bytes each, so that a million rows create no objects. Filled by `check`, completed by
 * `settle`. Rows split out of cells follow the last row of the file.
 */
export type RowTable = {
  /** Rows of the file. */
  readonly rows: number
  /** Rows split out of cells; their indexes are `rows` and up. */
  readonly splits: number
  /** All rows in the order of the file, each split one after its source; null where that is the order of indexes. */
  readonly order: Uint32Array | null
  /** Most cells seen in a row. */
  readonly width: number
  /** Index in `rowStatuses`, or `notData`, or `deleted`. */
  readonly status: Uint8Array
  /** 0, or 1 + index in `phoneBlocks`. */
  readonly reason: Uint8Array
  /** Packed marks: `markBit` of each. */
  readonly warnings: Uint16Array
  /** The phone as a number, 0 where there is none. */
  readonly phone: Float64Array
  /** The row whose phone this one repeats; only if the status is duplicate. */
  readonly duplicateOf: Uint32Array
  /** Bit c is set where the cell in column c is blank. */
  readonly blank: Uint32Array
  readonly flags: Uint8Array
  /** Packed marks of a row (`markBit`): its warnings, and those of its sheet. */
  marksOf(row: number): number
  /** Sets the sheet's marks of rows of the file. */
  markSheetRows(marks: SheetMarks): void
  /** The rows of the file with these marks. */
  sheetMarks(): SheetMarks
  /** The row of the file that a row belongs to; itself unless it was split out. */
  sourceOf(row: number): number
  reserve(rows: number): void
  /** Checks one row; rows come in order. */
  check(
    cells: readonly string[],
    row: number,
    layout: Layout,
    isNumber: (row: number, column: number) => boolean,
  ): void
  /**
   * Replaces the rows split out of cells, given in the order of their sources; all rows of the file have been
   * checked.
   */
  setSplits(splits: readonly SplitRow[]): void
  /** Sets every row's status: deleted, opted out, left out by its class, duplicate, or usable. */
  settle(choices: ImportChoices): void
  /** Frees its memory at once. Must not be used afterwards. */
  release(): void
}

/**
 * `isNote`: recognises rows below a header that are no data, such as a system's own lines after a list; counted
 * nowhere.
 */
export function createRowTable(isNote: (cells: readonly string[]) => boolean = () => false): RowTable {
  let capacity = 0
  let rows = 0
  let width = 0
  let status = new Uint8Array(0)
  let reason = new Uint8Array(0)
  let warnings = new Uint16Array(0)
  let phone = new Float64Array(0)
  let duplicateOf = new Uint32Array(0)
  let blank = new Uint32Array(0)
  let flags = new Uint8Array(0)
  let sources = new Uint32Array(0)
  let order: Uint32Array | null = null

  function reserve(needed: number): void {
    if (needed <= capacity) return
    capacity = Math.max(needed, Math.ceil(capacity * 1.5), 4096)
    status = new Uint8Array(status.buffer.transfer(capacity * Uint8Array.BYTES_PER_ELEMENT))
    reason = new Uint8Array(reason.buffer.transfer(capacity * Uint8Array.BYTES_PER_ELEMENT))
    warnings = new Uint16Array(warnings.buffer.transfer(capacity * Uint16Array.BYTES_PER_ELEMENT))
    phone = new Float64Array(phone.buffer.transfer(capacity * Float64Array.BYTES_PER_ELEMENT))
    duplicateOf = new Uint32Array(duplicateOf.buffer.transfer(capacity * Uint32Array.BYTES_PER_ELEMENT))
    blank = new Uint32Array(blank.buffer.transfer(capacity * Uint32Array.BYTES_PER_ELEMENT))
    flags = new Uint8Array(flags.buffer.transfer(capacity * Uint8Array.BYTES_PER_ELEMENT))
  }

  const sourceOf = (row: number): number => (row < rows ? row : (sources[row - rows] ?? 0))

  function marksOf(row: number): number {
    const said = flags[sourceOf(row)] ?? 0
    const bits = warnings[row] ?? 0
    if ((said & (hiddenFlag | longNumberFlag)) === 0) return bits
    return bits | (said & hiddenFlag ? hiddenBit : 0) | (said & longNumberFlag ? longNumberBit : 0)
  }

  function rowsWith(flag: number): Uint32Array {
    const found: number[] = []
    for (let row = 0; row < rows; row++) if (((flags[row] ?? 0) & flag) !== 0) found.push(row)
    return Uint32Array.from(found)
  }

  /** Keeps the opt-out answers about phones that were split out before. */
  function flagsOfSplits(): ReadonlyMap<number, number> {
    const known = new Map<number, number>()
    for (let row = rows; row < rows + sources.length; row++) known.set(phone[row] ?? 0, flags[row] ?? 0)
    return known
  }

  function orderOf(splits: readonly SplitRow[]): Uint32Array | null {
    if (splits.length === 0) return null
    const places = new Uint32Array(rows + splits.length)
    let at = 0
    let next = 0
    for (let row = 0; row < rows; row++) {
      places[at++] = row
      while (splits[next]?.source === row) places[at++] = rows + next++
    }
    return places
  }

  function layeredStatus(row: number, leftOutBits: number): number {
    if (((flags[sourceOf(row)] ?? 0) & deletedFlag) !== 0) return deleted
    if (phone[row] === 0) return reason[row] === 0 ? empty : bad
    if (((flags[row] ?? 0) & optedOutFlag) !== 0) return optedOut
    return (marksOf(row) & leftOutBits) === 0 ? usable : leftOut
  }

  /** Checks the phone cells in their order of preference, and writes the result for the row. */
  function checkPhones(
    cells: readonly string[],
    row: number,
    layout: Layout,
    isNumber: (row: number, column: number) => boolean,
  ): void {
    let why: PhoneBlock = 'missing'
    for (const column of layout.phoneColumns) {
      const cell = cells[column] ?? ''
      const plain = plainPhone(cell)
      if (plain !== 0) {
        status[row] = usable
        phone[row] = plain
        warnings[row] = phoneWarningBits(plain, isNumber(row, column))
        return
      }
      const checked = checkPhone(cell, isNumber(row, column))
      if (checked.kind === 'ok') {
        let bits = checked.others.length > 0 ? severalBit : 0
        for (const warning of checked.warnings) bits |= warningBit(warning)
        status[row] = usable
        phone[row] = Number(checked.phone)
        warnings[row] = bits
        return
      }
      // A blank column does not hide the problem of another.
      if (why === 'missing') why = checked.reason
    }
    status[row] = bad
    reason[row] = reasonCode.get(why) ?? 0
  }

  return {
    get rows() {
      return rows
    },
    get width() {
      return width
    },
    get status() {
      return status
    },
    get reason() {
      return reason
    },
    get warnings() {
      return warnings
    },
    get phone() {
      return phone
    },
    get duplicateOf() {
      return duplicateOf
    },
    get blank() {
      return blank
    },
    get flags() {
      return flags
    },
    get splits() {
      return sources.length
    },
    get order() {
      return order
    },
    sourceOf,
    marksOf,
    markSheetRows({ hidden, longNumbers }) {
      for (const row of hidden) flags[row] = (flags[row] ?? 0) | hiddenFlag
      for (const row of longNumbers) flags[row] = (flags[row] ?? 0) | longNumberFlag
    },
    sheetMarks: () => ({ hidden: rowsWith(hiddenFlag), longNumbers: rowsWith(longNumberFlag) }),
    reserve,
    check(cells, row, layout, isNumber) {
      reserve(row + 1)
      rows = Math.max(rows, row + 1)
      const length = cells.length
      if (length > width) width = length
      let mask = length < blankColumns ? -1 << length : 0
      let filled = false
      let flaws = 0
      let text = 0
      for (let column = 0; column < length; column++) {
        const cell = cells[column] ?? ''
        if (isBlankCell(cell)) {
          if (column < blankColumns) mask |= 1 << column
          continue
        }
        filled = true
        const flaw = cellFlaw(cell)
        if (flaw === null) continue
        flaws = flawedFlag
        text |= flawBits[flaw]
      }
      blank[row] = mask
      const phoneBefore = phone[row] ?? 0
      reason[row] = 0
      warnings[row] = 0
      phone[row] = 0
      if (row <= layout.headerRow || (layout.headerRow > 0 && isNote(cells))) status[row] = notData
      else if (!filled) status[row] = empty
      else checkPhones(cells, row, layout, isNumber)
      const { extensionColumn } = layout
      if (extensionColumn != null && phone[row] !== 0 && isExtension(cells[extensionColumn]))
        text |= extensionBit
      warnings[row] = (warnings[row] ?? 0) | text
      // The opt-out answer belonged to another phone.
      const lasting = phone[row] === phoneBefore ? (flags[row] ?? 0) : (flags[row] ?? 0) & lastingFlags
      flags[row] = (lasting & ~flawedFlag) | flaws
    },
    setSplits(splits) {
      const known = flagsOfSplits()
      reserve(rows + splits.length)
      sources = Uint32Array.from(splits, split => split.source)
      order = orderOf(splits)
      for (const [place, split] of splits.entries()) {
        const row = rows + place
        phone[row] = split.phone
        warnings[row] = phoneWarningBits(split.phone, false) | ((warnings[split.source] ?? 0) & textBits)
        reason[row] = 0
        blank[row] = blank[split.source] ?? 0
        flags[row] = known.get(split.phone) ?? 0
      }
    },
    settle(choices) {
      const { leftOut: classes, keep } = choices
      let leftOutBits = 0
      for (const mark of classes) leftOutBits |= markBit(mark)
      const count = rows + sources.length
      for (let row = 0; row < count; row++)
        if (status[row] !== notData) status[row] = layeredStatus(row, leftOutBits)
      markDuplicates(
        { count, order, status, phone, warnings, blank, duplicateOf, usable, duplicate, leftOut },
        keep,
      )
    },
    release() {
      for (const array of [status, reason, warnings, phone, duplicateOf, blank, flags]) free(array)
    },
  }
}
