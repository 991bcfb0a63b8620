import { z } from 'zod'
import { cleanValue } from '../text/clean-text.ts'

/**
 * So long may a text be that was typed or pasted, blanks and unseen marks that fall off included. SECURITY: looked at before
 * it is cleaned, because cleaning is what takes time.
 */
const longestPasted = 4096

/** As long as a text may be before it is cleaned, where it may be `longest` afterwards. */
export const longestBeforeCleaning = (longest: number): number => Math.max(longest, longestPasted)

/** A text on one line as a person reads it, of at most `longest` UTF-16 units. What was copied brings blanks and unseen marks along. */
export const typedText = (longest: number) =>
  z.string().max(longestBeforeCleaning(longest), { abort: true }).overwrite(cleanValue).max(longest)
