import { z } from 'zod'
import { cleanValue } from '../text/clean-text.ts'

/**
 * The longest typed or pasted text, including blanks and invisible characters that are removed. SECURITY: checked
 * before cleaning, because cleaning is what takes time.
 */
const longestPasted = 4096

/** The longest text before cleaning, if it may have `longest` characters afterwards. */
export const longestBeforeCleaning = (longest: number): number => Math.max(longest, longestPasted)

/**
 * One line of visible text, of at most `longest` UTF-16 units. Copied texts bring blanks and invisible characters,
 * which are removed.
 */
export const typedText = (longest: number) =>
  z.string().max(longestBeforeCleaning(longest), { abort: true }).overwrite(cleanValue).max(longest)
