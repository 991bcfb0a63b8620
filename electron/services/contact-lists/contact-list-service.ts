import type {
  ContactList,
  ContactPage,
  ContactQuery,
  Forgotten,
  ListContact,
  ListMerge,
  ListMerged,
  NewContact,
  Person,
  SetTags,
  WrittenPerson,
} from '../../../shared/domain/contact-list.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import type { Clock } from '../time/clock.ts'
import type { Turns } from '../time/turns.ts'
import { listFileName } from './list-export.ts'
import { cleanPhone, createListMerger } from './list-merge.ts'
import type { ListStore } from './list-store.ts'
import type { ListViews } from './list-views.ts'
import { withTags } from './merge.ts'
import type { Staging } from './staging.ts'

export type ContactListService = ReturnType<typeof createContactListService>

/** How long a removed list can be restored. */
const putBackMs = 10 * 60_000

/** People whose tags are changed in one transaction. */
const taggedAtOnce = 2_000

/** The part of the opt-out service that contact lists use. */
export type ForgottenPhones = {
  readonly addForgotten: (phone: string, reason: string) => Promise<void>
  readonly contains: (phones: readonly string[]) => readonly string[]
}

/** The parts of the app that take part in forgetting somebody. */
export type Forgetting = {
  /** How many campaigns a phone is in: ended ones, which forget it, and unfinished ones, which still need it. */
  readonly campaignsOf: (phone: string) => Promise<{ readonly ended: number; readonly unfinished: number }>
  /**
   * Forgets a phone in the database. A mark makes sure that this is finished even if the app ends
   * (send-log/erasures.ts).
   */
  readonly forget: (phone: string) => Promise<{ readonly campaigns: number; readonly rewritten: boolean }>
  /**
   * Works in progress with a list of the owner's. They are copies of files in which anybody's phone may be written
   * in any form, so they are removed as a whole.
   */
  readonly works: { readonly count: () => Promise<number>; readonly remove: () => Promise<void> }
}

/** The lists that the owner keeps in the app. Changes run one after another. */
export function createContactListService(options: {
  readonly store: ListStore
  readonly staging: Staging
  readonly views: ListViews
  readonly turns: Turns
  readonly optOuts: ForgottenPhones
  readonly forgetting: Forgetting
  readonly reader: {
    readonly writeList: (listId: number, path: string, language: Language) => Promise<number>
  }
  readonly clock: Pick<Clock, 'now' | 'after'>
  /** SECURITY: removes copies of the database, which would still hold deleted people. */
  readonly removeCopies: () => void
  readonly language: () => Language
  /** Asks for a path, suggesting a file name; null when the owner cancels. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
  /** Called when a removed list could not be deleted; the next start tries again. */
  readonly onFailure: (error: unknown) => void
}) {
  const { store, staging, views, turns, optOuts, forgetting } = options
  const merger = createListMerger(store, staging, turns, options.clock.now)

  let last: Promise<unknown> = Promise.resolve()
  const oneByOne = <T>(work: () => T | Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  /** Cut or filled up to the list's number of columns. */
  const fitted = (list: ContactList, contact: ListContact): ListContact => ({
    ...contact,
    values: list.columns.map((_, index) => contact.values[index] ?? ''),
  })

  const change = async (
    listId: number,
    phones: readonly string[],
    { add, remove }: Pick<SetTags, 'add' | 'remove'>,
  ): Promise<number> => {
    let changed = 0
    try {
      for (let at = 0; at < phones.length; at += taggedAtOnce) {
        const piece = phones.slice(at, at + taggedAtOnce)
        changed += await turns.write(() => store.changeTags(listId, piece, add, remove))
      }
    } finally {
      views.changed(listId)
    }
    return changed
  }

  /** The list that was removed last, while it can be restored. */
  let removed: { readonly listId: number; readonly stop: () => void } | null = null
  /** Deletes the removed list permanently. */
  const settle = async (): Promise<void> => {
    if (removed === null) return
    const { listId, stop } = removed
    removed = null
    stop()
    options.removeCopies()
    await merger.remove(listId)
  }

  return {
    /** Called once at start: finishes what was cut off when the app ended. */
    tidy: (): Promise<void> =>
      oneByOne(async () => {
        for (const listId of store.unfinished()) await merger.remove(listId)
      }),

    /** Resolves when nothing is under way any more. Long work stops at its next piece. */
    async close(): Promise<void> {
      removed?.stop()
      turns.end()
      await last
    },

    /** Begins a merge; returns its id for the batches. An unfinished merge is discarded. */
    beginMerge: (input: ListMerge): Promise<number> => oneByOne(() => merger.begin(input)),

    addContacts: (mergeId: number, contacts: readonly NewContact[]): Promise<number> =>
      oneByOne(() => merger.add(mergeId, contacts)),

    finishMerge: (mergeId: number): Promise<ListMerged> =>
      oneByOne(async () => {
        const merged = await merger.finish(mergeId)
        views.changed(merged.listId)
        return merged
      }),

    abandonMerge: (mergeId: number): Promise<void> => oneByOne(() => merger.abandon(mergeId)),

    list: (): ContactList[] => store.lists(),
    get: (listId: number): ContactList => store.get(listId),

    rename: (listId: number, name: string): Promise<ContactList> =>
      oneByOne(async () => {
        store.get(listId)
        store.expectFreeName(name, listId)
        await turns.write(() => store.rename(listId, name))
        return store.get(listId)
      }),

    /**
     * Hides the list at once. Its people are deleted when it can no longer be restored: after `putBackMs`, with the
     * next removal, or at the next start.
     */
    remove: (listId: number): Promise<void> =>
      oneByOne(async () => {
        store.get(listId)
        await settle()
        await turns.write(() => store.beginRemoval(listId))
        views.changed(listId)
        const stop = options.clock.after(putBackMs, () => {
          oneByOne(settle).catch(options.onFailure)
        })
        removed = { listId, stop }
      }),

    /** Throws `not-found` where it was deleted already, and `bad-input` where another list has taken its name. */
    putBack: (listId: number): Promise<ContactList> =>
      oneByOne(async () => {
        const name = store.nameOf(listId)
        if (removed?.listId !== listId || name === null) throw new AppError('not-found', { where: 'list' })
        store.expectFreeName(name)
        await turns.write(() => store.endRemoval(listId))
        removed.stop()
        removed = null
        views.changed(listId)
        return store.get(listId)
      }),

    async page({ listId, filter, sort, offset, limit }: ContactQuery): Promise<ContactPage> {
      const list = store.get(listId)
      const { phones, version } = await views.get(listId, filter, sort)
      const rows: ListContact[] = []
      for (const phone of phones.subarray(offset, offset + limit)) {
        const contact = store.contact(listId, String(phone))
        // Deleted after the view was made; the next view is without them.
        if (contact !== null) rows.push(fitted(list, contact))
      }
      return { total: phones.length, rows, version }
    },

    setTags: ({ listId, of, add, remove }: SetTags): Promise<{ changed: number }> =>
      oneByOne(async () => {
        store.get(listId)
        const phones =
          'phones' in of
            ? of.phones.map(cleanPhone)
            : Array.from(
                (await views.get(listId, of.filter, { by: 'phone', descending: false })).phones,
                String,
              )
        return { changed: await change(listId, phones, { add, remove }) }
      }),

    /** Every tag of a list and how many people have it, the most frequent first. */
    async tags(listId: number): Promise<{ tag: string; contacts: number }[]> {
      store.get(listId)
      const counts = new Map<string, number>()
      for await (const { after, upTo } of views.pieces(listId)) {
        for (const { tags_json, count } of store.tagSets(listId, after, upTo)) {
          for (const tag of tags_json) counts.set(tag, (counts.get(tag) ?? 0) + count)
        }
      }
      return [...counts]
        .map(([tag, contacts]) => ({ tag, contacts }))
        .sort((a, b) => b.contacts - a.contacts || (a.tag < b.tag ? -1 : 1))
    },

    /** Throws AppError `bad-input`: `phone` for what is no phone, `double` where another entry of the list has it. */
    writePerson: ({ listId, was, phone, values, tags, addedAt }: WrittenPerson): Promise<{ phone: string }> =>
      oneByOne(async () => {
        const list = store.get(listId)
        if (values.length > list.columns.length) throw new AppError('bad-input', { where: 'values' })
        const check = checkPhone(phone, false)
        if (check.kind === 'blocked')
          throw new AppError('bad-input', { where: 'phone', detail: check.reason })
        const entry = {
          phone: check.phone,
          values,
          tags: withTags(tags, []),
          addedAt: addedAt ?? options.clock.now(),
        }
        await turns.write(() => store.write(listId, was, entry))
        views.changed(listId)
        return { phone: check.phone }
      }),

    /** Returns the entry as it was. Throws `not-found`. */
    removePerson: (listId: number, phone: string): Promise<ListContact> =>
      oneByOne(async () => {
        const list = store.get(listId)
        const contact = store.contact(listId, phone)
        if (contact === null) throw new AppError('not-found', { where: 'person' })
        await turns.write(() => store.removeOne(listId, phone))
        views.changed(listId)
        return fitted(list, contact)
      }),

    /** The lists that hold a phone. Throws `bad-input` for what is no phone. */
    async person(phone: string): Promise<Person> {
      const cleaned = cleanPhone(phone, 0)
      const { ended, unfinished } = await forgetting.campaignsOf(cleaned)
      return {
        phone: cleaned,
        lists: store.findPerson(cleaned).map(({ columns, values, ...entry }) => ({
          ...entry,
          values: columns.map((_, index) => values[index] ?? ''),
        })),
        optedOut: optOuts.contains([cleaned]).length > 0,
        campaigns: ended,
        unfinished,
        works: await forgetting.works.count(),
      }
    },

    /**
     * Removes a person from everything that the app keeps: lists, ended campaigns, works in progress, copies of the
     * database; and adds the phone to the opt-out list if asked to. An existing opt-out is never deleted by this.
     */
    forgetPerson: (phone: string, optOut: { readonly reason: string } | null): Promise<Forgotten> =>
      oneByOne(async () => {
        const cleaned = cleanPhone(phone, 0)
        // The opt-out comes first: if the app ends in between, the person still gets nothing.
        if (optOut !== null) await optOuts.addForgotten(cleaned, optOut.reason)
        const lists = store.listsOf(cleaned)
        staging.forget(cleaned)
        const works = await forgetting.works.count()
        await forgetting.works.remove()
        const { campaigns, rewritten } = await forgetting.forget(cleaned)
        for (const listId of lists) views.changed(listId)
        return {
          lists: lists.length,
          optedOut: optOuts.contains([cleaned]).length > 0,
          campaigns,
          unfinished: (await forgetting.campaignsOf(cleaned)).unfinished,
          works,
          rewritten,
        }
      }),

    /**
     * Asks for a path and writes the list there. Path null and no rows: the owner closed the dialog. Throws
     * AppError `not-found` or `file-not-writable`.
     */
    async exportList(listId: number): Promise<{ readonly path: string | null; readonly rows: number }> {
      const list = store.get(listId)
      const language = options.language()
      const path = await options.askPath(listFileName(list, options.clock.now(), language))
      if (path === null) return { path, rows: 0 }
      return { path, rows: await options.reader.writeList(listId, path, language) }
    },
  }
}
