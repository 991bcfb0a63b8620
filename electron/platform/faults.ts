/** Receives an uncaught error. */
export type ReportFault = (message: string, error: unknown) => void

/**
 * Catches every uncaught error of the main process, in place of Electron's raw error box. Errors that come before
 * `reportTo` is called wait for it.
 */
export function catchFaults(): { readonly reportTo: (report: ReportFault) => void } {
  const waiting: Parameters<ReportFault>[] = []
  let report: ReportFault = (...fault) => void waiting.push(fault)
  process.on('uncaughtException', error => report('uncaught exception', error))
  process.on('unhandledRejection', reason => report('uncaught rejection', reason))
  return {
    reportTo(next) {
      report = next
      for (const fault of waiting.splice(0)) next(...fault)
    },
  }
}
