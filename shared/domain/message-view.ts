import { z } from 'zod'
import {
  blankPolicySchema,
  flawPolicySchema,
  valueFormSchema,
  variableNameSchema,
  variableSourceSchema,
} from './filling.ts'

/** The messages of a whole list before they are sent: what they come to, and who is looked at in which order. */

const entries = <T extends z.ZodType>(value: T) =>
  z
    .array(z.tuple([variableNameSchema, value]))
    .max(500)
    .readonly()

/** All that says what each person's message will be. */
export const messagePlanSchema = z.object({
  /** Without its brackets. */
  signatureName: z.string().max(10_000),
  templateText: z.string().max(100_000),
  /** What the provider appends by itself. */
  optOutWording: z.string().max(10_000),
  /** One for each variable of the text, in its order. */
  sources: entries(variableSourceSchema),
  policies: entries(blankPolicySchema),
  flawPolicies: entries(flawPolicySchema),
  forms: entries(valueFormSchema),
})
export type MessagePlan = z.infer<typeof messagePlanSchema>

/**
 * `gaps`: whose cell is blank where a variable comes from, replaced or not. `left-out`: who gets no message, for a blank value or
 * a text that is too long. A number: who gets so many parts.
 */
const messageGroupSchema = z.union([z.enum(['all', 'gaps', 'left-out']), z.int().min(1)])
export type MessageGroup = z.infer<typeof messageGroupSchema>

export const messageOrders = ['list', 'longest', 'shortest'] as const
export type MessageOrder = (typeof messageOrders)[number]

export const messageViewSchema = z.object({
  group: messageGroupSchema,
  order: z.enum(messageOrders),
  /** The first or last digits of a phone, or a part of any value; '' is everybody. */
  query: z.string().max(100),
})
export type MessageView = Readonly<z.infer<typeof messageViewSchema>>

/** What the messages of all usable people come to. */
export type MessageTally = {
  /** Who gets 1 part, 2 parts, …; together with `leftOut` everybody. */
  readonly byParts: readonly number[]
  readonly leftOut: number
  readonly gaps: number
  /** Length of the longest message that is sent, UTF-16 units; 0 where there is none. */
  readonly longest: number
  /** By variable, people whose value is cut, and whose value does not fit the form asked for. */
  readonly cut: readonly (readonly [string, number])[]
  readonly other: readonly (readonly [string, number])[]
}
