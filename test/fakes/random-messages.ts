import { z } from 'zod'
import { type Channel, channels } from '../../shared/ipc/channels.ts'
import { contract } from '../../shared/ipc/contract.ts'

/** One call as a page may make it, whoever wrote its script. */
export type RandomMessage = { readonly channel: Channel; readonly input: unknown }

type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly minimum?: number
  readonly maximum?: number
}

/** Neither generated nor carried: what a page can do to itself alone, and what would end the test's own page. */
const leftOut: readonly Channel[] = ['app.pageFailed']
const asked = channels.filter(channel => !leftOut.includes(channel))

const schemas = new Map<Channel, Schema>(
  asked.map(channel => [
    channel,
    z.toJSONSchema(contract[channel].input, { io: 'input', unrepresentable: 'any' }) as Schema,
  ]),
)

/** What breaks code that did not expect it. As JSON text, because that is how it comes in. */
const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  '__proto__',
  'constructor',
  '\u0000',
  '\u202e＝1+1',
  '\ud800',
  '<img src=x onerror=globalThis.pwned=1>',
  "'; DROP TABLE recipients; --",
  '../../../etc/passwd',
  'x'.repeat(5_000),
  [],
  [[[[[[]]]]]],
  {},
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
]

/**
 * Messages that fit a call, that nearly fit, and that don't. `campaigns`: how many there are, so that a number often names
 * one of them.
 */
export function createRandomMessages(random: () => number, campaigns: number): () => RandomMessage {
  const below = (n: number): number => Math.floor(random() * n)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const chance = (of: number): boolean => random() < of

  const text = (): string =>
    one([
      () => `138${String(below(300)).padStart(8, '0')}`,
      () => '顾客'.repeat(1 + below(4)),
      () => '您好${姓名}，满100减20',
      () => String(one(hostile)),
    ])()

  const number = ({ minimum, maximum }: Schema): number => {
    if (chance(0.7)) return Math.max(minimum ?? 0, 1 + below(campaigns))
    const low = Math.max(minimum ?? -10, -1e6)
    const high = Math.min(maximum ?? 1e6, 1e7)
    return low + below(Math.max(1, high - low))
  }

  const value = (schema: Schema, depth: number): unknown => {
    if (depth > 6 || chance(0.03)) return one(hostile)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return value(one(choices), depth + 1)
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return one(schema.enum)
    switch (schema.type) {
      case 'object': {
        const made: Record<string, unknown> = {}
        for (const [name, each] of Object.entries(schema.properties ?? {})) {
          const isNeeded = schema.required?.includes(name) === true
          if (chance(isNeeded ? 0.97 : 0.5)) made[name] = value(each, depth + 1)
        }
        if (chance(0.05)) made[one(['more', 'constructor', 'toString', 'then'])] = one(hostile)
        return made
      }
      case 'array':
        return Array.from({ length: below(4) }, () => value(schema.items ?? {}, depth + 1))
      case 'integer':
      case 'number':
        return number(schema)
      case 'string':
        return text()
      case 'boolean':
        return chance(0.5)
      case 'null':
        return null
      default:
        return chance(0.9) ? undefined : one(hostile)
    }
  }

  return () => {
    const channel = one(asked)
    return { channel, input: value(schemas.get(channel) ?? {}, 0) }
  }
}
