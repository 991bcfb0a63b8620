import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Prints what the demo says and, where a step fails, why; nothing else. */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export.
export default class PlainReporter implements Reporter {
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk)
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const { stack, message } of result.errors) process.stderr.write(`${stack ?? message ?? 'failed'}\n`)
  }

  printsToStdio(): boolean {
    return true
  }
}
