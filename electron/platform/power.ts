import { powerMonitor, powerSaveBlocker } from 'electron'

/** Keeps the computer awake while `keep` was last called with true. The screen may go dark. */
export function createStayAwake() {
  let blocker: number | null = null
  return {
    keep(awake: boolean): void {
      if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
      if (!awake && blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
  }
}

/** Tells when the computer goes to sleep all the same (a closed lid), and when it has woken up. */
export function onSleep(listener: { readonly sleep: () => void; readonly wake: () => void }): void {
  powerMonitor.on('suspend', listener.sleep)
  powerMonitor.on('resume', listener.wake)
}
