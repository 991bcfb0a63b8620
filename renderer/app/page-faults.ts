import { bridge } from '../lib/bridge.ts'

const longestMessage = 10_000

const inWords = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, longestMessage)

/** An error after which React shows nothing any more: the main process loads the page anew. */
export const pageLost = (error: unknown): void => {
  void bridge.app.pageFailed({ message: inWords(error), fatal: true })
}

/** Tells the main process of every error of the page that nobody caught: it stands in the log, and a banner says so. */
export const reportPageFaults = (): void => {
  const report = (error: unknown): void => {
    void bridge.app.pageFailed({ message: inWords(error), fatal: false })
  }
  window.addEventListener('error', event => report(event.error ?? event.message))
  window.addEventListener('unhandledrejection', event => report(event.reason))
}
