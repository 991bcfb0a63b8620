import { type PhoneWarning, phoneWarnings } from '../sms/phone.ts'

/** What a row of a contact list comes to. Each row is exactly one of these. */
export const rowStatuses = ['usable', 'duplicate', 'bad', 'empty', 'optedOut', 'leftOut'] as const
export type RowStatus = (typeof rowStatuses)[number]

/**
 * What a workbook says of a row: hidden, by hand or by a filter, or with a number whose last digits a spreadsheet may have
 * rounded away.
 */
export const sheetMarks = ['hidden', 'long-number'] as const
export type SheetMark = (typeof sheetMarks)[number]

/** Marks that a row may carry beside its status: the classes of warnings, further phones in its cell, what its sheet says. */
export const rowMarks = [...phoneWarnings, 'several', ...sheetMarks] as const
export type RowMark = PhoneWarning | 'several' | SheetMark

/** Marks by which rows can be left out. */
export const leavableMarks = [...phoneWarnings, ...sheetMarks] as const
export type LeavableMark = PhoneWarning | SheetMark

/** Bit of a mark in a packed set. */
export const markBit = (mark: RowMark): number => 1 << rowMarks.indexOf(mark)
