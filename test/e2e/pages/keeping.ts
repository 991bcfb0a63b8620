import { expect, type Page } from '@playwright/test'

type ListFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** Opt-outs and contact lists, as an owner works with them. */
export const keeping = (page: Page) => {
  const id = (testId: string) => page.getByTestId(testId)
  const settled = () => expect(page.locator('main[data-app-state="loaded"]')).toBeVisible()
  const person = (phone: string) => page.locator(`[data-testid="person"][data-phone="${phone}"]`)
  const numberOf = async (testId: string, name: string) =>
    Number(await id(testId).getAttribute(`data-${name}`))

  return {
    id,
    settled,
    person,

    async toOptOuts() {
      await id('nav-opt-outs').click()
      await settled()
    },

    /** Pastes phones as an owner does, and adds them with the Enter key. */
    async pasteOptOuts(text: string, reason = '') {
      await id('opt-out-reason').fill(reason)
      await id('opt-out-phones').focus()
      await id('opt-out-phones').evaluate((field, pasted) => {
        field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: new DataTransfer() }))
        document.execCommand('insertText', false, pasted)
      }, text)
      await id('opt-out-phones').press('Enter')
      await expect(id('opt-outs-added')).toBeVisible()
      await settled()
    },

    async optOutsFrom(file: ListFile) {
      await id('opt-out-file').setInputFiles(file)
      await expect(id('opt-outs-added')).toContainText(file.name)
      await settled()
    },

    /** What the last adding came to. */
    optOutsAdded: async () => ({
      added: await numberOf('opt-outs-added', 'added'),
      present: await numberOf('opt-outs-added', 'present'),
      bad: await numberOf('opt-outs-added', 'bad'),
    }),

    async toLists() {
      await id('nav-lists').click()
      await settled()
    },

    async openList(name: string) {
      await id('open-list').filter({ hasText: name }).click()
      await expect(id('list-name')).toHaveText(name)
      await settled()
    },

    /** Saves what the dialog in view offers. */
    async keep({ name, tags }: { readonly name?: string; readonly tags?: string }) {
      if (name !== undefined) await id('keep-name').fill(name)
      if (tags !== undefined) await id('keep-tags').fill(tags)
      await id('keep-confirm').click()
      await expect(id('kept')).toBeVisible()
      await settled()
    },

    /** What the last saving came to. */
    kept: async () => ({
      added: await numberOf('kept', 'added'),
      updated: await numberOf('kept', 'updated'),
      unchanged: await numberOf('kept', 'unchanged'),
    }),

    pick: (phone: string) => person(phone).getByTestId('pick').check(),
    async tagsOf(phone: string): Promise<readonly string[]> {
      await settled()
      await expect(person(phone)).toBeVisible()
      return person(phone).getByTestId('person-tag').allInnerTexts()
    },

    /** The notice of an earlier change may still be in view: what tells that this one is done is its dialog. */
    async confirmTags() {
      await id('tags-confirm').click()
      await expect(id('tag-dialog')).toBeHidden()
      await settled()
    },

    /** How many people a search of the open list finds. */
    async find(text: string, people: number) {
      await id('people-search').fill(text)
      await expect(id('people')).toHaveAttribute('data-total', String(people))
      await settled()
    },
  }
}
