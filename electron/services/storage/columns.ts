/** Checks of single columns, for rows that are read by hand because there are so many of them. */

export const isInteger = (value: unknown): value is number => Number.isSafeInteger(value)
export const isIntegerOrNull = (value: unknown): value is number | null => value === null || isInteger(value)
export const isTextOrNull = (value: unknown): value is string | null =>
  value === null || typeof value === 'string'
export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(each => typeof each === 'string')
