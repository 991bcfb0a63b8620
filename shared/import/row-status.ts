import { type PhoneWarning, phoneWarnings } from '../sms/phone.ts'

/** What a row of a contact list comes to. Each row is exactly one of these. */
export const rowStatuses = ['usable', 'duplicate', 'bad', 'empty', 'optedOut', 'leftOut'] as const
export type RowStatus = (typeof rowStatuses)[number]

/** Marks that a row may carry beside its status: the classes of warnings, and further phones in its cell. */
export const rowMarks = [...phoneWarnings, 'several'] as const
export type RowMark = PhoneWarning | 'several'
