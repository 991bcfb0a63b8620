/** Flaws of an existing value; only the owner can say what a message should contain instead. */
export const valueFlaws = ['no-value', 'unreadable', 'mixed-encoding'] as const
export type ValueFlaw = (typeof valueFlaws)[number]

/** Such a value is shown up to this length; one of exactly this length may have been cut. */
export const flawedValueCharacters = 40
