import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { channels } from '../../../shared/ipc/channels.ts'
import { contract } from '../../../shared/ipc/contract.ts'

/** Numbers that come over the bridge: each has a range, so that none reaches the database that nobody could read again. */

/** Every number within a schema, with the way to it. */
function numbersOf(schema: z.core.$ZodType, path: string): readonly { path: string; schema: z.ZodNumber }[] {
  if (schema instanceof z.ZodNumber) return [{ path, schema }]
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      numbersOf(inner as z.core.$ZodType, `${path}.${key}`),
    )
  }
  if (schema instanceof z.ZodArray) return numbersOf(schema.element, `${path}[]`)
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option, index) => numbersOf(option, `${path}|${index}`))
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return numbersOf(schema.unwrap() as z.core.$ZodType, path)
  return []
}

const numbers = channels.flatMap(channel => numbersOf(contract[channel].input, channel))

describe('every number of a call', () => {
  test('is found by this test', () => {
    expect(numbers.length).toBeGreaterThan(30)
  })

  test.each(numbers.map(({ path, schema }) => [path, schema] as const))('%s has a range', (_path, schema) => {
    for (const bound of [1e17, -1e17, Number.NaN, Number.POSITIVE_INFINITY])
      expect(schema.safeParse(bound).success).toBe(false)
    expect(schema.minValue).toBeGreaterThanOrEqual(Number.MIN_SAFE_INTEGER)
    expect(schema.maxValue).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
  })
})
