import { practiceAccountSchema, practiceStatsSchema } from '../../domain/practice-server.ts'
import { type CallsOf, nothing } from './shapes.ts'

/** The built-in stand-in for the provider. */
export const practiceCalls = {
  'practice.account': { input: nothing, output: practiceAccountSchema },
  'practice.stats': { input: nothing, output: practiceStatsSchema },
} as const satisfies CallsOf<'practice'>
