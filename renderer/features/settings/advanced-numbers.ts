import type { Settings } from '../../../shared/domain/settings.ts'

/** Timeouts under 高级, in order. Each has its label under its own name in the locales. */
export const timeoutNumbers = [
  'connectTimeoutMs',
  'headersTimeoutMs',
  'bodyTimeoutMs',
] as const satisfies readonly (keyof Settings)[]

/** Limits under 高级, in order. Each has its label under its own name in the locales. */
export const countNumbers = [
  { key: 'unsentRetries', unit: 'times' },
  { key: 'sameCodeLimit', unit: 'people' },
  { key: 'unknownLimit', unit: 'people' },
] as const satisfies readonly { readonly key: keyof Settings; readonly unit: string }[]

export type AdvancedNumber = (typeof timeoutNumbers)[number] | (typeof countNumbers)[number]['key']

export const advancedNumbers: readonly AdvancedNumber[] = [
  ...timeoutNumbers,
  ...countNumbers.map(({ key }) => key),
]
