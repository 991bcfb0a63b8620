import { z } from 'zod'
import { valueFlaws } from '../text/value-flaws.ts'

/** The owner's decisions about the variables of a text: where values come from, and how they are treated. */

/** Names of variables and columns can be as long as a template's text. */
export const variableNameSchema = z.string().max(2000)

/** Where a variable's value comes from: the same cell of every row, or one text for everybody. */
export const variableSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('column'), index: z.int().min(0).max(20_000) }),
  z.object({ kind: z.literal('fixed'), text: z.string().max(10_000) }),
])
export type VariableSource = Readonly<z.infer<typeof variableSourceSchema>>

const leaveOut = z.object({ kind: z.literal('leave-out') })
const replace = z.object({ kind: z.literal('replace'), text: z.string().max(10_000) })

/**
 * What happens to a recipient whose cell is blank. Leaving out is the default, so that nothing half-filled is sent
 * unasked.
 */
export const blankPolicySchema = z.discriminatedUnion('kind', [leaveOut, replace])
export type EmptyPolicy = Readonly<z.infer<typeof blankPolicySchema>>

/** The decision about values with a flaw; until there is one, they are sent unchanged, and 核对 asks. */
export const flawPolicySchema = z.discriminatedUnion('kind', [
  leaveOut,
  replace,
  z.object({ kind: z.literal('keep') }),
])
export type FlawPolicy = Readonly<z.infer<typeof flawPolicySchema>>

/** How a number is written: without separators; with two decimals; with a comma before each three digits; with both. */
export const numberForms = ['plain', 'two-decimals', 'thousands', 'thousands-two-decimals'] as const
export type NumberForm = (typeof numberForms)[number]

/** How a day is written: 11月26日, 2026年11月26日, 2026-11-26, 2026.11.26. */
export const dateForms = ['month-day', 'year-month-day', 'dashes', 'dots'] as const
export type DateForm = (typeof dateForms)[number]

/** The most characters that a value can be shortened to, counted as they are billed (UTF-16 units). */
export const mostShortened = 200

/** How the values of one variable are written. Without any field, values are unchanged. */
export const valueFormSchema = z.object({
  write: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('number'), form: z.enum(numberForms) }),
      z.object({ kind: z.literal('date'), form: z.enum(dateForms) }),
    ])
    .optional(),
  /** Cut at the end to this many characters. */
  most: z.int().min(1).max(mostShortened).optional(),
})
export type ValueForm = Readonly<z.infer<typeof valueFormSchema>>

/** The most decisions about flawed values of one variable: one per flaw, and one per value that is shown. */
export const mostFlawChoices = 100

/** The decisions about the values of one variable, apart from their source. */
export const valueChoicesSchema = z.object({
  blank: blankPolicySchema.optional(),
  flaws: z
    .array(
      z.object({
        flaw: z.enum(valueFlaws),
        /** Applies only to cells with exactly this text. */
        value: z.string().max(200).optional(),
        policy: flawPolicySchema,
      }),
    )
    .max(mostFlawChoices)
    .optional(),
  form: valueFormSchema.optional(),
})
