import { z } from 'zod'

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(text => typeof text === 'string')

/** Words for the list of calls (docs/ipc.md). */
const meta = { title: 'text[]' }

/**
 * At most `most` texts of at most `longest` UTF-16 units each. One value as a whole, which is right or wrong: a list of
 * schemas would tell a hostile page of each of a million faults, and that takes seconds.
 */
export const textsSchema = (most: number, longest: number = Number.POSITIVE_INFINITY) =>
  z.custom<string[]>(value => isTexts(value) && fits(value, most, longest)).meta(meta)

/** The same, each text cleaned before it is measured. */
export const cleanTextsSchema = (most: number, longest: number, clean: (text: string) => string) =>
  z
    .custom<string[]>(value => isTexts(value) && value.length <= most)
    .overwrite(texts => texts.map(clean))
    .refine(texts => fits(texts, most, longest))
    .meta(meta)

const fits = (texts: readonly string[], most: number, longest: number): boolean =>
  texts.length <= most && texts.every(({ length }) => length <= longest)
