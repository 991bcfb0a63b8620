import type { RecordingServer } from '../fakes/recording-server.ts'
import type { RunningApp } from './app.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, setSettings, testCredentials } from './real-campaign.ts'

/** A list's way from the file down to the request that the server received. */

/** The app in real mode, on the screen of the list. */
export async function openReal(
  launch: (options: { env: Record<string, string> }) => Promise<RunningApp>,
  server: RecordingServer,
): Promise<RunningApp> {
  const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
  await setSettings(app, atAnyTime)
  await wizard(app.page).enterCredentials(testCredentials)
  await wizard(app.page).onScreen('contacts')
  return app
}

export const write = (app: RunningApp, templateText: string): Promise<void> =>
  wizard(app.page).writeMessage({
    signatureName: '测试小店',
    signatureCode: 'SIGN-1',
    templateCode: 'TPL-1',
    templateText,
  })

/** From the content to the report; what the provider was handed, by phone. */
export async function sent({ page }: RunningApp, server: RecordingServer) {
  const owner = wizard(page)
  await owner.toPreflight()
  await owner.toLaunch()
  await owner.startWithDoubleClick({ confirm: true })
  await owner.toReport()
  return new Map(server.received().map(({ phone, params }) => [phone, params]))
}
