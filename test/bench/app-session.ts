import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchApp, newProfile, type RunningApp, removeProfile } from '../e2e/app.ts'
import { atAnyTime, saveCredentials, setSettings } from '../e2e/real-campaign.ts'
import { fillHistory, type History } from './history-data.ts'
import { loadScripts } from './import-bench.ts'

/** The built app in windows of its own, one after another. */
export type Stage = {
  /** A profile folder with this history; made once, to be copied by every session. */
  readonly filled: (history: History) => string
  /** Starts the app with a copy of a profile (null: an empty one) and ends it when the work is done. */
  readonly session: <T>(
    profile: string | null,
    work: (app: RunningApp) => Promise<T>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<T>
}

/** Builds the app where that is due, opens a display, and clears away whatever was made when the work is done. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const { withDisplay, ensureBuild } = await loadScripts()
  process.env['ZHANGGUI_ELECTRON'] ??= process.execPath
  await ensureBuild()
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-stage-'))
  const templates = new Map<string, string>()
  try {
    return await withDisplay(({ DISPLAY = '' }) =>
      work({
        filled(history) {
          const key = JSON.stringify(history)
          const known = templates.get(key)
          if (known !== undefined) return known
          const template = mkdtempSync(join(folder, 'profile-'))
          fillHistory(template, history)
          templates.set(key, template)
          return template
        },
        async session(template, inApp, env = {}) {
          const profile = newProfile()
          try {
            if (template !== null) cpSync(template, profile, { recursive: true })
            const app = await launchApp({ profile, env: { DISPLAY, ...env } })
            try {
              return await inApp(app)
            } finally {
              // A window would ask before it closes while a campaign is being sent.
              await app.kill()
            }
          } finally {
            removeProfile(profile)
          }
        },
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The database is looked at as a whole behind the start; until that is done, nothing is sent. */
const untilChecked = ({ page }: RunningApp): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const look = async () => {
          const status = await window.zhanggui.storage.status()
          if (!status.ok || status.value.state !== 'ok') return
          stopListening()
          resolve()
        }
        const stopListening = window.zhanggui.on('storage-changed', () => void look())
        void look()
      }),
  )

/** Looks at a draft as the screen before the start does: nobody may start one without. */
export async function lookAt({ page }: RunningApp, campaignId: number): Promise<void> {
  const seen = await page.evaluate(id => window.zhanggui.campaigns.preflight({ campaignId: id }), campaignId)
  if (!seen.ok) throw new Error(seen.error.code)
}

/** Sends for real, to the server that the app was started with, as fast as it may. */
export async function prepareFullSpeed(app: RunningApp): Promise<void> {
  await untilChecked(app)
  await saveCredentials(app)
  await setSettings(app, {
    ratePerSecond: 1000,
    concurrency: 32,
    ...atAnyTime,
  })
}

/** `1m` for a million: how the name of a figure ends that was measured over so many rows. */
export const sizeName = (rows: number): string => {
  if (rows % 1_000_000 === 0) return `${rows / 1_000_000}m`
  return rows % 1000 === 0 ? `${rows / 1000}k` : String(rows)
}
