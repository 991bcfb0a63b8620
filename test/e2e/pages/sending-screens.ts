import { expect, type Page } from '@playwright/test'
import type { RecipientState } from '../../../shared/domain/states.ts'

/** The screens around a campaign: first slice, schedule, retry, unknown outcomes, single messages, search. */
export const sendingScreens = (page: Page) => {
  // The wizard stays mounted behind a campaign that was opened elsewhere: only what is in view counts.
  const id = (testId: string) => page.getByTestId(testId).filter({ visible: true })
  const onScreen = (name: string) =>
    expect(page.locator(`main[data-screen="${name}"][data-app-state="loaded"]`)).toBeVisible()

  return {
    id,
    onScreen,

    async open(name: 'send' | 'quick' | 'history' | 'unknowns' | 'search' | 'settings') {
      await id(`nav-${name}`).click()
      // Which step of a campaign comes into view is for the test to say.
      if (name !== 'send') await onScreen(name)
    },

    /** From the brink to a run of everybody, in real mode. */
    async startAll() {
      await id('start').click()
      await id('start-confirm').click()
    },

    async toReport() {
      await onScreen('report')
      await expect(id('report-totals')).toBeVisible()
    },

    /** What the report in view says of a state. */
    async reported(state: RecipientState) {
      const amount = id('report-totals').getByTestId(`amount-${state}`)
      return Number((await amount.innerText()).replace(/[^\d]/g, ''))
    },

    /** The number of unknown outcomes that the navigation shows. */
    badge: async () =>
      (await id('unknown-badge').count()) === 0
        ? 0
        : Number(await id('unknown-badge').getAttribute('data-count')),

    unknownOf: (phone: string) =>
      page.locator(`[data-testid="unknown"][data-phone="${phone}"]`).filter({ visible: true }),
    recipientOf: (phone: string) =>
      page.locator(`[data-testid="recipient"][data-phone="${phone}"]`).filter({ visible: true }),
  }
}
