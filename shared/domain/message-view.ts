import { z } from 'zod'
import {
  blankPolicySchema,
  flawPolicySchema,
  valueFormSchema,
  variableNameSchema,
  variableSourceSchema,
} from './filling.ts'

/** The messages of a whole list before they are sent: their totals, and views of single messages. */

const entries = <T extends z.ZodType>(value: T) =>
  z
    .array(z.tuple([variableNameSchema, value]))
    .max(500)
    .readonly()

/** Everything that determines each person's message. */
export const messagePlanSchema = z.object({
  /** Without its brackets. */
  signatureName: z.string().max(10_000),
  templateText: z.string().max(100_000),
  /** The text that the provider appends. */
  optOutWording: z.string().max(10_000),
  /** One for each variable of the text, in its order. */
  sources: entries(variableSourceSchema),
  policies: entries(blankPolicySchema),
  flawPolicies: entries(flawPolicySchema),
  forms: entries(valueFormSchema),
})
export type MessagePlan = z.infer<typeof messagePlanSchema>

/**
 * `gaps`: people with a blank cell in a variable's column, replaced or not. `left-out`: people who get no message,
 * because of a blank value or a text that is too long. A number: people who get this many parts.
 */
const messageGroupSchema = z.union([z.enum(['all', 'gaps', 'left-out']), z.int().min(1)])
export type MessageGroup = z.infer<typeof messageGroupSchema>

export const messageOrders = ['list', 'longest', 'shortest'] as const
export type MessageOrder = (typeof messageOrders)[number]

export const messageViewSchema = z.object({
  group: messageGroupSchema,
  order: z.enum(messageOrders),
  /** The first or last digits of a phone, or part of any value; '' finds everybody. */
  query: z.string().max(100),
})
export type MessageView = Readonly<z.infer<typeof messageViewSchema>>

/** The totals of the messages of all usable rows. */
export type MessageTally = {
  /** Numbers of people who get 1 part, 2 parts, …; with `leftOut` they add up to everybody. */
  readonly byParts: readonly number[]
  readonly leftOut: number
  readonly gaps: number
  /** Length of the longest message to send, in UTF-16 units; 0 if there is none. */
  readonly longest: number
  /** By variable, the number of people whose value is cut, and of those whose value does not fit the chosen form. */
  readonly cut: readonly (readonly [string, number])[]
  readonly other: readonly (readonly [string, number])[]
}
