import { expect, type Page } from '@playwright/test'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import type { RowStatus } from '../../../shared/import/row-status.ts'

/** The screen of the list, as an owner works on it. */
export const importPage = (page: Page) => {
  const id = (testId: string) => page.getByTestId(testId)
  const settled = () =>
    expect(page.locator('[data-testid="contacts-step"][data-app-state="loaded"]')).toBeVisible()
  const row = (number: number) => page.locator(`[data-testid="contact-row"][data-row="${number}"]`)
  const cell = (number: number, column: number) => row(number).first().locator(`[data-column="${column}"]`)

  return {
    settled,
    row,
    cell,

    /** Drops a file on the screen, as from the desktop. */
    async drop(name: string, bytes: Buffer) {
      const transfer = await page.evaluateHandle(
        ({ fileName, base64 }) => {
          const data = new DataTransfer()
          data.items.add(new File([Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))], fileName))
          return data
        },
        { fileName: name, base64: bytes.toString('base64') },
      )
      for (const event of ['dragenter', 'dragover', 'drop'])
        await id('contact-drop').dispatchEvent(event, { dataTransfer: transfer })
      await expect(id('file-name')).toContainText(name)
      await settled()
    },

    async choose(file: string | { name: string; mimeType: string; buffer: Buffer }) {
      await id('contact-file').setInputFiles(file)
      await expect(id('file-name')).toContainText(
        typeof file === 'string' ? (file.split('/').at(-1) ?? '') : file.name,
      )
      await settled()
    },

    async paste(text: string) {
      await id('contacts-paste').click()
      await id('paste-text').fill(text)
      await id('paste-take').click()
      await expect(id('file-name')).toBeVisible()
      await settled()
    },

    /** What the tiles say. */
    async count(kind: RowStatus | 'all') {
      await settled()
      const tile = id(`count-${kind}`)
      return (await tile.count()) === 0 ? 0 : Number((await tile.innerText()).replace(/\D/g, ''))
    },

    async show(kind: RowStatus | 'all') {
      if ((await id(`tile-${kind}`).getAttribute('aria-pressed')) !== 'true') await id(`tile-${kind}`).click()
      await expect(page.locator('main[data-app-state="loaded"]')).toBeVisible()
    },

    /** Double-clicks a cell, types, and presses Enter. Columns count from 0. */
    async mend(number: number, column: number, text: string) {
      await cell(number, column).dblclick()
      await id('cell-editor').fill(text)
      await page.keyboard.press('Enter')
      await settled()
    },

    async leaveOut(mark: string) {
      await id(`leave-out-${mark}`).click()
      await settled()
    },

    async exportTo(path: string, rows: 'cleaned' | 'rejects', format: ExportFormat) {
      await id('contacts-export').click()
      await id(`export-${rows}`).check()
      await id(`export-${format}`).check()
      await id('export-save').click()
      await expect(id('exported-path')).toHaveAttribute('data-path', path)
      await page.keyboard.press('Escape')
      await expect(id('export-save')).toBeHidden()
    },
  }
}
