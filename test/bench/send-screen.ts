import { launchApp, newProfile, removeProfile } from '../e2e/app.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { atAnyTime, prepareRealCampaign, setSettings } from '../e2e/real-campaign.ts'
import { startAnswerServer } from './answer-server-client.ts'
import { type Figure, median } from './figures.ts'
import { loadScripts } from './import-bench.ts'
import { longestTask } from './import-screen.ts'

const frameMs = 1000 / 60
const rounds = 5
const recipients = 4_000

/** `send/ui`: how long the page's thread is blocked at worst while live progress is shown at the highest rate. */
export async function* sendScreenFigures(wanted: (name: string) => boolean): AsyncGenerator<Figure> {
  const name = 'send/ui'
  if (!wanted(name)) return
  const { withDisplay, ensureBuild } = await loadScripts()
  process.env['ZHANGGUI_ELECTRON'] ??= process.execPath
  await ensureBuild()
  const server = await startAnswerServer(0)
  const blocks: number[] = []
  try {
    await withDisplay(async env => {
      for (let round = 0; round < rounds; round += 1) {
        const profile = newProfile()
        const app = await launchApp({
          profile,
          env: { DISPLAY: env['DISPLAY'] ?? '', ZHANGGUI_API_URL: server.url },
        })
        try {
          await setSettings(app, {
            ratePerSecond: 1000,
            concurrency: 32,
            ...atAnyTime,
          })
          await prepareRealCampaign(app, recipients)
          blocks.push(
            await longestTask(app, async () => {
              // To so many the app asks outside the page, and is answered at once.
              await app.page.getByTestId('start').click()
              await app.page.getByTestId('progress-bar').waitFor()
              // The report is another screen; what is measured ends with the progress.
              await app.page.getByTestId('progress-bar').waitFor({ state: 'detached' })
            }),
          )
          await wizard(app.page).toReport()
        } finally {
          await app.close()
          removeProfile(profile)
        }
      }
    })
  } finally {
    await server.close()
  }
  const value = median(blocks)
  yield { name, value, unit: 'ms', ratio: value / frameMs, against: 'one frame at 60 Hz', n: blocks.length }
}
