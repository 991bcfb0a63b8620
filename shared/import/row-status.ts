import { phoneWarnings } from '../sms/phone.ts'

/** What a row of a contact list comes to. Each row is exactly one of these. */
export const rowStatuses = ['usable', 'duplicate', 'bad', 'empty', 'optedOut', 'leftOut'] as const
export type RowStatus = (typeof rowStatuses)[number]

/**
 * What a workbook says of a row: hidden, by hand or by a filter, or with a number whose last digits a spreadsheet may have
 * rounded away.
 */
const sheetMarks = ['hidden', 'long-number'] as const

/** Text that nobody can read, and text that seems to have come through a wrong encoding. */
const textMarks = ['unreadable', 'mixed-encoding'] as const

/** Marks that a row may carry beside its status: the classes of warnings, further phones in its cell, what its sheet says, what is wrong with its text. */
export const rowMarks = [...phoneWarnings, 'several', ...sheetMarks, ...textMarks] as const
export type RowMark = (typeof rowMarks)[number]

/** Each mark is one bit of a row's packed set (row-table.ts): a seventeenth does not compile. */
rowMarks.length satisfies 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16

/** Marks by which rows can be left out. */
export const leavableMarks = [...phoneWarnings, ...sheetMarks, ...textMarks] as const
export type LeavableMark = (typeof leavableMarks)[number]

/** Bit of a mark in a packed set. */
export const markBit = (mark: RowMark): number => 1 << rowMarks.indexOf(mark)
