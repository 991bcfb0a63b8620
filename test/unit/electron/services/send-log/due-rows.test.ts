import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readDue } from '../../../../../electron/services/send-log/due-rows.ts'
import { json } from '../../../../../electron/services/storage/rows.ts'

/** What `readDue` reads, as a schema. */
const schema = z
  .tuple([
    z.int(),
    z.string(),
    json(z.array(z.string())).nullable().catch(null),
    z.int(),
    z.int().nullable(),
    z.string().nullable(),
    z.int(),
    z.int(),
    z.int(),
  ])
  .transform(([seq, phone, values, attempts, code, cause, parts, nearLimit, optedOut]) => ({
    ...{ seq, phone, values, attempts, code, cause, parts },
    nearLimit: nearLimit === 1,
    optedOut: optedOut !== 0,
  }))

const sound = fc.tuple(
  fc.nat(),
  fc.string(),
  fc.oneof(
    fc.array(fc.string()).map(values => JSON.stringify(values)),
    fc.json(),
    fc.string(),
  ),
  fc.nat(),
  fc.option(fc.integer()),
  fc.option(fc.string()),
  fc.nat(),
  fc.nat({ max: 2 }),
  fc.nat({ max: 1 }),
)
const odd = fc.constantFrom<unknown>(null, undefined, 1.5, 2 ** 60, Number.NaN, -1, '1', '', true, [], {})

test('a row is read as its schema reads it, and refused where that refuses it', () => {
  fc.assert(
    fc.property(sound, fc.option(fc.tuple(fc.nat({ max: 8 }), odd)), (row, change) => {
      const found: readonly unknown[] = change === null ? row : (row as unknown[]).with(...change)
      const parsed = schema.safeParse(found)
      if (parsed.success) expect(readDue(found)).toEqual(parsed.data)
      else expect(() => readDue(found)).toThrow("can't be read")
    }),
    { numRuns: 2_000 },
  )
})

test.each([[null], [{}], [[]], ['row']])('%j is no row', found => {
  expect(() => readDue(found)).toThrow("can't be read")
})
