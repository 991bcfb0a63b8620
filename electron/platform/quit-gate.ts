/** What closing the app would interrupt or lose. */
export type Stake = {
  /** A campaign is being sent or holds. */
  readonly sending: boolean
  /** When the next scheduled campaign is due, in milliseconds since 1970, or null. */
  readonly scheduledAt: number | null
  /** A list or a text in the window that no campaign was begun with. */
  readonly work: boolean
}

export const nothing: Stake = { sending: false, scheduledAt: null, work: false }

export const isNothing = ({ sending, scheduledAt, work }: Stake): boolean =>
  !sending && scheduledAt === null && !work

/**
 * The one way out of the app, for the window's button, the menu, the keyboard and the end of the system's session:
 * asks where something would be lost, then leaves once. A second request meanwhile changes nothing.
 */
export function createQuitGate(options: {
  readonly stake: () => Stake
  /** Resolves with true when the owner wants to leave anyway. */
  readonly ask: (stake: Stake) => Promise<boolean>
  /** Closes everything down; resolves when the last answers are written. */
  readonly leave: () => Promise<void>
  /** Ends the process; called once, after `leave`, even if that failed. */
  readonly end: () => void
}) {
  let state: 'open' | 'asking' | 'leaving' | 'left' = 'open'

  const leave = async (): Promise<void> => {
    state = 'leaving'
    try {
      await options.leave()
    } catch {
      // What could not be closed ends with the process.
    }
    state = 'left'
    options.end()
  }

  const request = async (): Promise<void> => {
    const stake = options.stake()
    if (!isNothing(stake)) {
      state = 'asking'
      const wantsToLeave = await options.ask(stake)
      // The system's session may have ended while the owner was asked.
      if (state !== 'asking') return
      state = 'open'
      if (!wantsToLeave) return
    }
    await leave()
  }

  return {
    /** True when the app may end now. Otherwise starts asking and leaving, unless that is under way. */
    mayEnd(): boolean {
      if (state === 'open') void request()
      return state === 'left'
    },
    /** Leaves without a question, where nobody is there to answer one. */
    leaveNow(): void {
      if (state === 'open' || state === 'asking') void leave()
    },
  }
}
