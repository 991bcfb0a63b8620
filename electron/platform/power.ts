import { powerMonitor, powerSaveBlocker } from 'electron'

/** Keeps the computer awake while there is a reason to. The screen may go dark. */
export function createStayAwake<Reason extends string>() {
  let blocker: number | null = null
  const reasons = new Set<Reason>()
  return {
    /** Sets or clears one reason. */
    keep(reason: Reason, stands: boolean): void {
      if (stands) reasons.add(reason)
      else reasons.delete(reason)
      const awake = reasons.size > 0
      if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
      if (!awake && blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
  }
}

/** Reports when the computer goes to sleep anyway (a closed lid), and when it wakes up. */
export function onSleep(listener: { readonly sleep: () => void; readonly wake: () => void }): void {
  powerMonitor.on('suspend', listener.sleep)
  powerMonitor.on('resume', listener.wake)
}
