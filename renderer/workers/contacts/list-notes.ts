/** What the owner should know about the reading of a file, beside its rows. */
export type ListNotes = {
  /** Characters that the encoding could not read. */
  readonly unreadable: number
  /** Rows (first = 1) whose opening quote is never closed; their line was taken as it stands. */
  readonly strayQuotes: readonly number[]
}

export const noNotes: ListNotes = { unreadable: 0, strayQuotes: [] }
