import { z } from 'zod'
import { cleanValue } from '../text/clean-text.ts'
import { longestBeforeCleaning } from './typed-text.ts'

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(text => typeof text === 'string')

/** Words for the list of calls (docs/ipc.md). */
const meta = { title: 'text[]' }

/**
 * At most `most` texts of at most `longest` UTF-16 units each. The whole list is one value, valid or not: a list of
 * schemas would report each of a hostile page's million faults, and that takes seconds.
 */
export const textsSchema = (most: number, longest: number = Number.POSITIVE_INFINITY) =>
  z.custom<string[]>(value => isTexts(value) && fits(value, most, longest)).meta(meta)

/** The same, but each text is cleaned before it is measured; its raw length is checked first. */
export const cleanTextsSchema = (most: number, longest: number) =>
  z
    .custom<string[]>(value => isTexts(value) && fits(value, most, longestBeforeCleaning(longest)))
    .overwrite(texts => texts.map(cleanValue))
    .refine(texts => fits(texts, most, longest))
    .meta(meta)

const fits = (texts: readonly string[], most: number, longest: number): boolean =>
  texts.length <= most && texts.every(({ length }) => length <= longest)

const elements = new WeakMap<object, z.ZodType>()

/** The schema of the items of `manyOf`; undefined for any other schema. */
export const elementOf = (schema: object): z.ZodType | undefined => elements.get(schema)

/** An array of at most `most` items that reports only the first faulty one, for the same reason. */
export function manyOf<Item extends z.ZodType>(
  item: Item,
  most: number,
): z.ZodType<z.output<Item>[], z.input<Item>[]> {
  const schema = z.unknown().transform((value, context) => {
    const refuse = (message: string, path: PropertyKey[]): never => {
      context.addIssue({ code: 'custom', message, path })
      return z.NEVER
    }
    if (!Array.isArray(value) || value.length > most) return refuse(`no array of up to ${most} items`, [])
    const items: z.output<Item>[] = []
    for (let at = 0; at < value.length; at++) {
      const parsed = item.safeParse(value[at])
      if (parsed.success) items.push(parsed.data)
      else {
        const [first] = parsed.error.issues
        return refuse(first?.message ?? '', [at, ...(first?.path ?? [])])
      }
    }
    return items
  })
  elements.set(schema, item)
  return schema as never
}
