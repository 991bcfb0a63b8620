import type { RunningApp } from './app.ts'
import './fixtures.ts'

/** All that the owner has, as the window is told of it. */
export const everything = ({ page }: Pick<RunningApp, 'page'>) =>
  page.evaluate(async () => {
    const { campaigns, contactLists, optOuts, settings, library } = window.zhanggui
    const value = async <T>(pending: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
      const result = await pending
      if (!result.ok) throw new Error('no answer')
      return result.value
    }
    const lists = await value(contactLists.list())
    const views = await value(campaigns.list())
    return {
      campaigns: views,
      recipients: await Promise.all(
        views.map(({ id }) => value(campaigns.recipients({ campaignId: id, at: 'first', limit: 100 }))),
      ),
      lists,
      people: await Promise.all(
        lists.map(
          async ({ id }) => (await value(contactLists.page({ listId: id, offset: 0, limit: 100 }))).rows,
        ),
      ),
      optOuts: await value(optOuts.page({ offset: 0, limit: 100 })),
      settings: await value(settings.get()),
      library: await value(library.list()),
    }
  })
