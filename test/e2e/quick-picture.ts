import { writeFileSync } from 'node:fs'
import type { RunningApp } from './app.ts'

/** A third of the work of Playwright's own picture, in a larger file: hundreds are taken, and few are kept. */
export async function quickPicture({ page }: RunningApp, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
  await session.detach()
  writeFileSync(path, Buffer.from(data, 'base64'))
}
