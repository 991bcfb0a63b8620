/** What is told of an error that nobody caught. */
export type ReportFault = (message: string, error: unknown) => void

/**
 * Takes every error of the main process that nobody caught, in the place of Electron's raw error box. What happens
 * before there is somebody to report to waits.
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
