import { expect } from '@playwright/test'
import type { CampaignView, Mode } from '../../shared/domain/campaign.ts'
import type { RunningApp } from './app.ts'
import { phoneOf } from './real-campaign.ts'

/** What a test asks of the main process as the window does, where no screen needs to be driven. */

type People = {
  /** The place of the first among those whom `phoneOf` numbers. */
  readonly from?: number
  readonly nameOf?: (index: number) => string
}

/** Makes a campaign to `count` people, ready to be started; returns its id. */
export async function createCampaign(
  { page }: RunningApp,
  count: number,
  mode: Mode = 'real',
  { from = 0, nameOf = index => `顾客${index}` }: People = {},
): Promise<number> {
  const recipients = Array.from({ length: count }, (_, index) => ({
    row: index + 2,
    phone: phoneOf(from + index),
    values: [nameOf(index)],
  }))
  const created = await page.evaluate(
    async ({ people, of }) => {
      const draft = await window.zhanggui.campaigns.create({
        name: '周年庆',
        mode: of,
        signature: { name: '测试小店', code: 'SIGN-1' },
        template: { code: 'TPL-1', text: '${姓名}您好，周年庆满100减20。拒收请回复R' },
        source: {
          fileName: '会员名单.csv',
          rows: people.length,
          usable: people.length,
          duplicate: 0,
          bad: 0,
          empty: 0,
          leftOut: 0,
        },
      })
      if (!draft.ok) return draft
      const { campaignId } = draft.value
      const added = await window.zhanggui.campaigns.addRecipients({ campaignId, recipients: people })
      if (!added.ok) return added
      // Nothing is started that was not looked at as it stands.
      const seen = await window.zhanggui.campaigns.preflight({ campaignId })
      return seen.ok ? draft : seen
    },
    { people: recipients, of: mode },
  )
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  return created.value.campaignId
}

export async function startCampaign({ page }: RunningApp, campaignId: number): Promise<void> {
  const result = await page.evaluate(
    async id => window.zhanggui.campaigns.start({ campaignId: id }),
    campaignId,
  )
  expect(result).toMatchObject({ ok: true })
}

export async function resumeCampaign({ page }: RunningApp, campaignId: number): Promise<void> {
  const result = await page.evaluate(
    async id => window.zhanggui.campaigns.resume({ campaignId: id }),
    campaignId,
  )
  expect(result).toMatchObject({ ok: true })
}

export async function campaignView({ page }: RunningApp, campaignId: number): Promise<CampaignView> {
  const result = await page.evaluate(
    async id => window.zhanggui.campaigns.get({ campaignId: id }),
    campaignId,
  )
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Waits until the campaign is neither being sent nor holding, and tells how it stands. */
export function untilStill({ page }: RunningApp, campaignId: number): Promise<CampaignView> {
  return page.evaluate(
    id =>
      new Promise<CampaignView>(resolve => {
        const look = async () => {
          const seen = await window.zhanggui.campaigns.get({ campaignId: id })
          if (!seen.ok || ['sending', 'holding'].includes(seen.value.status)) return
          stopListening()
          resolve(seen.value)
        }
        const stopListening = window.zhanggui.on('campaign-progress', () => void look())
        void look()
      }),
    campaignId,
  )
}

/** Waits until so many recipients of the campaign have their outcome. */
export function untilDone({ page }: RunningApp, campaignId: number, done: number): Promise<void> {
  return page.evaluate(
    ({ id, wanted }) =>
      new Promise<void>(resolve => {
        const stopListening = window.zhanggui.on('campaign-progress', ({ campaignId: of, counts }) => {
          const total = Object.values(counts).reduce((sum, n) => sum + n, 0)
          if (of !== id || total - counts.pending - counts.sending < wanted) return
          stopListening()
          resolve()
        })
      }),
    { id: campaignId, wanted: done },
  )
}
