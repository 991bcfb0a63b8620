import { isBlankCell } from '../../../shared/contacts/cell-value.ts'
import { type RowStatus, rowStatuses } from '../../../shared/contacts/row-status.ts'
import { checkPhone, type PhoneBlock, phoneBlocks, plainPhone } from '../../../shared/sms/phone.ts'
import { phoneWarningBits, phoneWarnings, warningBit } from '../../../shared/sms/phone-ranges.ts'

export const statusCode = (status: RowStatus): number => rowStatuses.indexOf(status)
const usable = statusCode('usable')
const duplicate = statusCode('duplicate')
const bad = statusCode('bad')
const empty = statusCode('empty')
/** Stands for the header and what is above it: no data, counted nowhere. */
export const notData = 255

/** Set beside the warnings where a cell held further phones. */
export const severalBit = 1 << phoneWarnings.length

const reasonCode = new Map(phoneBlocks.map((reason, place) => [reason, place + 1]))

/** Columns whose blank cells are remembered bit by bit. */
export const blankColumns = 32

export type Layout = {
  /** Index of the header's record, -1 where there is none. */
  readonly headerRow: number
  /** Where the phone stands; the first that holds a usable one wins. Never empty. */
  readonly phoneColumns: readonly number[]
}

/**
 * What is known of every row, in 22 bytes each: a million rows make no objects. Filled by `check`, completed by
 * `markDuplicates`.
 */
export type RowTable = {
  readonly rows: number
  /** Most cells seen in a row. */
  readonly width: number
  /** Place in `rowStatuses`, or `notData`. */
  readonly status: Uint8Array
  /** 0, or 1 + place in `phoneBlocks`. */
  readonly reason: Uint8Array
  /** Packed warnings and `severalBit`. */
  readonly warnings: Uint8Array
  /** The phone as a number, 0 where there is none. */
  readonly phone: Float64Array
  /** The row whose phone this one repeats; only where the status is duplicate. */
  readonly duplicateOf: Uint32Array
  /** Bit c is set where the cell in column c is blank. */
  readonly blank: Uint32Array
  reserve(rows: number): void
  /** Judges one row; rows come in order. */
  check(
    cells: readonly string[],
    row: number,
    layout: Layout,
    isNumber: (row: number, column: number) => boolean,
  ): void
  markDuplicates(): void
}

export function createRowTable(): RowTable {
  let capacity = 0
  let rows = 0
  let width = 0
  let status = new Uint8Array(0)
  let reason = new Uint8Array(0)
  let warnings = new Uint8Array(0)
  let phone = new Float64Array(0)
  let duplicateOf = new Uint32Array(0)
  let blank = new Uint32Array(0)

  function reserve(needed: number): void {
    if (needed <= capacity) return
    capacity = Math.max(needed, Math.ceil(capacity * 1.5), 4096)
    status = grown(status, new Uint8Array(capacity))
    reason = grown(reason, new Uint8Array(capacity))
    warnings = grown(warnings, new Uint8Array(capacity))
    phone = grown(phone, new Float64Array(capacity))
    duplicateOf = grown(duplicateOf, new Uint32Array(capacity))
    blank = grown(blank, new Uint32Array(capacity))
  }

  /** Judges the phone cells in their order of preference; writes what the row comes to. */
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
      // A column that is merely blank does not hide what is wrong in another.
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
    reserve,
    check(cells, row, layout, isNumber) {
      reserve(row + 1)
      rows = Math.max(rows, row + 1)
      const length = cells.length
      if (length > width) width = length
      let mask = length < blankColumns ? -1 << length : 0
      let filled = false
      for (let column = 0; column < length; column++) {
        if (!isBlankCell(cells[column] ?? '')) filled = true
        else if (column < blankColumns) mask |= 1 << column
      }
      blank[row] = mask
      reason[row] = 0
      warnings[row] = 0
      phone[row] = 0
      if (row <= layout.headerRow) status[row] = notData
      else if (!filled) status[row] = empty
      else checkPhones(cells, row, layout, isNumber)
    },
    markDuplicates() {
      let size = 1024
      while (size < rows * 2) size *= 2
      const shift = 32 - Math.log2(size)
      // Open addressing: 1 + row, 0 where free.
      const slots = new Uint32Array(size)
      for (let row = 0; row < rows; row++) {
        if (status[row] !== usable && status[row] !== duplicate) continue
        const value = phone[row] ?? 0
        let slot = Math.imul(value % 4_294_967_291, 0x9e3779b1) >>> shift
        for (;;) {
          const taken = slots[slot] ?? 0
          if (taken === 0) {
            slots[slot] = row + 1
            status[row] = usable
            break
          }
          if (phone[taken - 1] === value) {
            status[row] = duplicate
            duplicateOf[row] = taken - 1
            break
          }
          slot = (slot + 1) & (size - 1)
        }
      }
    },
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old)
  return fresh
}
