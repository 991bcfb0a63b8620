import { closeSync, openSync, writeSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { customerPhone, customerValues } from './history-data.ts'

/** Writes a list of the first `people` customers: phone, name, amount. */
export function writePeople(path: string, people: number): void {
  const file = openSync(path, 'w')
  let lines = '手机,姓名,金额\r\n'
  for (let customer = 1; customer <= people; customer++) {
    lines += `${customerPhone(customer)},${customerValues(customer).join(',')}\r\n`
    if (customer % 10_000 !== 0) continue
    writeSync(file, lines)
    lines = ''
  }
  writeSync(file, lines)
  closeSync(file)
}

/** Chooses that list and waits until all of it stands on the screen. */
export async function importPeople(page: Page, csv: string, people: number): Promise<void> {
  await page.getByTestId('contact-file').setInputFiles(csv)
  await page.getByTestId('contacts-reading').waitFor()
  await page.getByTestId('contacts-reading').waitFor({ state: 'detached' })
  await page.locator(`[data-testid="contacts-table"][data-total="${people}"]`).waitFor()
  await page.locator('main[data-app-state="loaded"]').waitFor()
}
