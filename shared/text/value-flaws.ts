/** What may be wrong with a value that is there, so that only the owner can say what a message should hold in its place. */
export const valueFlaws = ['no-value', 'unreadable', 'mixed-encoding'] as const
export type ValueFlaw = (typeof valueFlaws)[number]

/** So much of such a value is shown; one as long as that may be cut. */
export const flawedValueCharacters = 40
