import { z } from 'zod'
import { elementOf } from '../../../shared/domain/many.ts'

type Side = 'in' | 'out'

/** A schema in short words: the fields of objects by name, everything else by its kind. */
export function wordsOf(schema: z.core.$ZodType, side: Side): string {
  const words = (part: z.core.$ZodType): string => wordsOf(part, side)
  const item = elementOf(schema)
  if (item !== undefined) return `${bracketed(words(item))}[]`
  if (schema instanceof z.ZodObject) return `{ ${fieldsOf(schema, side)} }`
  if (schema instanceof z.ZodArray) return `${bracketed(words(schema.element))}[]`
  if (schema instanceof z.ZodUnion) return schema.options.map(words).join(' | ')
  if (schema instanceof z.ZodNullable) return `${words(schema.unwrap())} | null`
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return words(schema.unwrap())
  if (schema instanceof z.ZodReadonly) return words(schema.unwrap())
  if (schema instanceof z.ZodRecord) return `{ [${words(schema.keyType)}]: ${words(schema.valueType)} }`
  if (schema instanceof z.ZodEnum)
    return schema.options.length > 4 ? 'word' : schema.options.map(quoted).join(' | ')
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(quoted).join(' | ')
  if (schema instanceof z.ZodUndefined || schema instanceof z.ZodVoid) return 'nothing'
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'whole number' : 'number'
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'text'
  if (schema instanceof z.ZodTuple) return `[${schema.def.items.map(words).join(', ')}]`
  if (schema instanceof z.ZodBoolean) return 'yes or no'
  if (schema instanceof z.ZodCustom) return schema.meta()?.title ?? 'bytes'
  throw new Error(`no words for ${schema._zod.def.type}`)
}

/** A field that may be left out carries a question mark. */
const fieldsOf = (schema: z.ZodObject, side: Side): string =>
  Object.entries(schema.shape)
    .map(([name, field]) => `${name}${mayBeMissing(field, side) ? '?' : ''}: ${wordsOf(field, side)}`)
    .join(', ')

/** What has a default may be left out by the caller and is there for whoever receives it. */
const mayBeMissing = (field: z.core.$ZodType, side: Side): boolean =>
  field instanceof z.ZodOptional ||
  (side === 'in' && (field instanceof z.ZodDefault || field instanceof z.ZodPrefault))

const quoted = (value: unknown): string => JSON.stringify(value)
const bracketed = (words: string): string =>
  words.includes(' | ') && !words.startsWith('{') ? `(${words})` : words
