import { phoneWarnings } from '../sms/phone.ts'

/** The status of a row of a list. Each row has exactly one. */
export const rowStatuses = ['usable', 'duplicate', 'bad', 'empty', 'optedOut', 'leftOut'] as const
export type RowStatus = (typeof rowStatuses)[number]

/**
 * Marks from a workbook: the row is hidden, by hand or by a filter, or has a number whose last digits a spreadsheet
 * may have rounded.
 */
const sheetMarks = ['hidden', 'long-number'] as const

/** Unreadable text, and text that seems to have gone through a wrong encoding. */
const textMarks = ['unreadable', 'mixed-encoding'] as const

/**
 * Marks that a row may have besides its status: the classes of warnings, further phones in its cell, marks of its
 * sheet, flaws of its text.
 */
export const rowMarks = [...phoneWarnings, 'several', ...sheetMarks, ...textMarks] as const
export type RowMark = (typeof rowMarks)[number]

/** Each mark is one bit of a row's packed set (row-table.ts): a seventeenth does not compile. */
rowMarks.length satisfies 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16

/** Marks by which rows can be left out. */
export const leavableMarks = [...phoneWarnings, ...sheetMarks, ...textMarks] as const
export type LeavableMark = (typeof leavableMarks)[number]

/** Bit of a mark in a packed set. */
export const markBit = (mark: RowMark): number => 1 << rowMarks.indexOf(mark)
