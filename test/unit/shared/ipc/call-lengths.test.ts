import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { batchesOf, lengthInJson, longestCall } from '../../../../shared/ipc/call-lengths.ts'
import { byteChannels, type Channel, channels } from '../../../../shared/ipc/channels.ts'
import { contract } from '../../../../shared/ipc/contract.ts'

/** How much a call can carry: by its schema, and by the limit of its channel. */

type Def = {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly items?: readonly z.ZodType[]
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly checks?: readonly {
    readonly _zod: { readonly def: { readonly check: string; readonly maximum?: number } }
  }[]
}

/** A control character takes six in JSON. */
const longestCharacter = 6
const longestNumber = 24

const maximumOf = ({ checks = [] }: Def, check: string): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...checks.map(({ _zod }) => (_zod.def.check === check ? (_zod.def.maximum ?? Infinity) : Infinity)),
  )

const sum = (lengths: readonly number[]): number => lengths.reduce((all, length) => all + length + 1, 2)

/** The longest JSON that a schema takes, in UTF-16 units; Infinity where it sets no end. */
function longestOf(schema: z.ZodType): number {
  const def = schema._zod.def as unknown as Def
  const inner = () => longestOf(def.innerType as z.ZodType)
  switch (def.type) {
    case 'string':
      return maximumOf(def, 'max_length') * longestCharacter + 2
    case 'number':
      return longestNumber
    case 'boolean':
      return 5
    case 'undefined':
    case 'void':
      return 0
    case 'null':
      return 4
    case 'enum':
      return Math.max(...Object.values(def.entries ?? {}).map(value => JSON.stringify(value).length))
    case 'literal':
      return Math.max(...(def.values ?? []).map(value => JSON.stringify(value).length))
    case 'array':
      return maximumOf(def, 'max_length') * (longestOf(def.element as z.ZodType) + 1) + 2
    case 'tuple':
      return sum((def.items ?? []).map(longestOf))
    case 'object':
      return sum(
        Object.entries(def.shape ?? {}).map(
          ([name, field]) => JSON.stringify(name).length + 1 + longestOf(field),
        ),
      )
    case 'union':
      return Math.max(...(def.options ?? []).map(longestOf))
    case 'nullable':
    case 'optional':
    case 'default':
    case 'prefault':
      return Math.max(4, inner())
    case 'custom':
    case 'pipe':
      return Number.POSITIVE_INFINITY
    default:
      throw new Error(`${def.type}: how long is that?`)
  }
}

const textChannels = channels.filter(channel => !byteChannels.includes(channel))
const admitted = (channel: Channel): number =>
  Math.min(longestOf(contract[channel].input), longestCall(channel))

test('no call carries more than eight million characters, and most carry little', () => {
  const lengths = textChannels.map(channel => [channel, admitted(channel)] as const)
  for (const [channel, length] of lengths) expect(length, channel).toBeLessThanOrEqual(8 * 1024 * 1024)
  const large = lengths.filter(([, length]) => length > 256 * 1024).map(([channel]) => channel)
  expect(large.toSorted()).toEqual([
    'campaigns.addRecipients',
    'campaigns.create',
    'campaigns.retry',
    'contactLists.addContacts',
    'contactLists.beginMerge',
    'contactLists.setTags',
    'contactLists.writePerson',
    'exports.begin',
    'exports.rows',
    'mappings.get',
    'mappings.set',
    'optOuts.add',
    'optOuts.addMany',
    'works.save',
  ])
})

test('rows are cut into batches that a call can carry, none lost and none twice', () => {
  const texts = fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), { maxLength: 20 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 200 }), (rows, longest) => {
      const batches = [...batchesOf(rows, lengthInJson, longest)]
      expect(batches.flat()).toEqual(rows)
      for (const batch of batches) {
        const length = batch.reduce((all, row) => all + JSON.stringify(row).length, 0)
        if (batch.length > 1) expect(length).toBeLessThanOrEqual(longest)
        expect(batch.every(row => lengthInJson(row) >= JSON.stringify(row).length)).toBe(true)
      }
    }),
  )
})
