import { expect, type Page } from '@playwright/test'
import { type RecipientState, recipientStates } from '../../../shared/domain/states.ts'

/** What the owner enters on the content screen. */
export type Message = {
  readonly signatureName: string
  readonly signatureCode: string
  readonly templateCode: string
  readonly templateText: string
}

/** The wizard from a list to a report, as an owner goes through it. */
export const wizard = (page: Page) => {
  const id = (testId: string) => page.getByTestId(testId)
  const onScreen = (name: string) => expect(page.locator(`main[data-screen="${name}"]`)).toBeVisible()
  const number = async (testId: string) => Number(await id(testId).getAttribute('data-count'))

  return {
    onScreen,

    async choosePractice() {
      await id('choose-practice').click()
      await onScreen('contacts')
    },

    async enterCredentials(credentials: { accessKey: string; accessSecret: string; packageCode: string }) {
      await id('choose-credentials').click()
      for (const [name, value] of Object.entries(credentials)) await id(name).fill(value)
      await id('save-credentials').click()
    },

    /** Chooses a file and waits until it is checked. */
    async importFile(file: string | { name: string; mimeType: string; buffer: Buffer }) {
      await id('contact-file').setInputFiles(file)
      await expect(id('contacts-next')).toBeEnabled()
    },

    async toContent() {
      await id('contacts-next').click()
      await onScreen('compose')
    },

    fillPractice: () => id('fill-practice').click(),

    async writeMessage(message: Message) {
      await id('signature-name').fill(message.signatureName)
      await id('signature-code').fill(message.signatureCode)
      await id('template-code').fill(message.templateCode)
      await id('template-text').fill(message.templateText)
    },

    previewMessage: () => id('preview-message').innerText(),
    nextPreview: () => id('preview-next').click(),

    async toPreflight() {
      await id('to-preflight').click()
      await onScreen('preflight')
      await this.tickWarnings()
      await expect(id('to-sending')).toBeEnabled()
    },

    /** Ticks every warning that stands on 核对, as an owner who has seen them. */
    async tickWarnings() {
      await expect(id('people-ledger')).toBeVisible()
      for (const tick of await id('warning-tick').all()) await tick.check()
    },

    async toLaunch() {
      await id('to-sending').click()
      await onScreen('sending')
      await expect(id('start')).toBeEnabled()
    },

    async sendTest(phone: string) {
      await id('test-phone').fill(phone)
      await id('send-test').click()
      await expect(id('test-outcome')).not.toContainText('正在发送')
    },

    /** Presses 发送 twice, as a hurried owner does; `confirm`: the page asks, as it does of a real campaign to a few. */
    async startWithDoubleClick({ confirm }: { readonly confirm: boolean }) {
      if (confirm) {
        await id('start').click()
        await id('start-confirm').dblclick()
      } else {
        await id('start').dblclick()
      }
    },

    pause: () => id('pause').click(),
    resume: () => id('resume').click(),

    /** The number that a tile of the progress screen shows. */
    count: (state: RecipientState | 'done' | 'total') => number(`count-${state}`),

    async toReport() {
      await onScreen('report')
      await expect(id('report-totals')).toBeVisible()
    },

    /** The totals of the report by state; a state that is not listed is 0. */
    async reportTotals(): Promise<Record<RecipientState, number>> {
      const totals = {} as Record<RecipientState, number>
      for (const state of recipientStates) {
        const amount = id('report-totals').getByTestId(`amount-${state}`)
        totals[state] =
          (await amount.count()) === 0 ? 0 : Number((await amount.innerText()).replace(/[^\d]/g, ''))
      }
      return totals
    },

    /** As CSV for Excel, which tests can read line by line; the screen offers a workbook first. */
    async exportReport() {
      await id('report-format').click()
      await page.getByTitle('CSV（Excel）', { exact: true }).last().click()
      await id('export').click()
      await expect(id('exported')).toBeVisible()
      return (await id('exported').getAttribute('data-path')) ?? ''
    },
  }
}
