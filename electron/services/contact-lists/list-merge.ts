import {
  type ListMerge,
  type ListMerged,
  mostColumns,
  type NewContact,
} from '../../../shared/domain/contact-list.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { checkPhone, plainPhone } from '../../../shared/sms/phone.ts'
import type { Turns } from '../time/turns.ts'
import type { ListStore } from './list-store.ts'
import { type Layout, laidOut, layoutOf, withTags } from './merge.ts'
import type { StagedContact, Staging } from './staging.ts'

type Merge = {
  readonly id: number
  /** Null: a new list with this name. */
  readonly listId: number | null
  readonly name: string
  /** Number of columns of the incoming rows. */
  readonly width: number
  readonly layout: Layout
}

/** People deleted, or read, at a time. */
const removedAtOnce = 5_000

/**
 * Merges rows into a contact list in three steps: begin, batches, finish. One merge at a time: beginning a merge
 * discards an unfinished one, left for example by a reloaded window. The caller runs the methods one after another.
 */
export function createListMerger(store: ListStore, staging: Staging, turns: Turns, now: () => number) {
  let lastId = 0
  let current: Merge | null = null

  const expect = (mergeId: number): Merge => {
    if (current?.id !== mergeId) throw new AppError('not-found', { where: `merge ${mergeId}` })
    return current
  }

  const abandon = () => {
    staging.clear()
    current = null
  }

  /** Deletes a list in short pieces; if the app ends in between, its next start goes on. */
  const remove = async (listId: number): Promise<void> => {
    await turns.write(() => store.beginRemoval(listId))
    while (!(await turns.write(() => store.removeSome(listId, removedAtOnce)))) {
      // Nothing else to do between two pieces.
    }
    await emptyLog(store, turns)
  }

  const takeOver = async (listId: number): Promise<ListMerged> => {
    const at = now()
    let [added, updated, unchanged] = [0, 0, 0]
    for (const range of staging.ranges()) {
      const merged = await turns.write(() => staging.merge(listId, range, at))
      added += merged.added
      updated += merged.updated
      unchanged += merged.unchanged
    }
    return { listId, added, updated, unchanged }
  }

  /** A new list becomes visible when it is complete, and never if something went wrong. */
  const fill = async (name: string, columns: readonly string[]): Promise<ListMerged> => {
    store.expectFreeName(name)
    const listId = await turns.write(() => store.create(name, columns))
    try {
      const merged = await takeOver(listId)
      await turns.write(() => store.keep(listId, columns))
      return merged
    } catch (error) {
      // If that fails too, the next start removes the list.
      await remove(listId).catch(() => undefined)
      throw error
    }
  }

  return {
    remove,

    begin({ target, columns }: ListMerge): number {
      const list = 'listId' in target ? store.get(target.listId) : null
      const name = 'name' in target ? target.name : (list?.name ?? '')
      if (list === null) store.expectFreeName(name)
      const layout = layoutOf(list?.columns ?? [], columns)
      if (layout.columns.length > mostColumns) {
        throw new AppError('bad-input', { where: 'columns', detail: `more than ${mostColumns}` })
      }
      abandon()
      lastId += 1
      current = { id: lastId, listId: list?.id ?? null, name, width: columns.length, layout }
      return lastId
    },

    /** Returns the number of rows so far. Throws `bad-input` with the index of a text that is no phone. */
    add(mergeId: number, contacts: readonly NewContact[]): number {
      const { layout, width } = expect(mergeId)
      return staging.add(contacts.map((contact, index) => staged(contact, index, layout, width)))
    },

    /**
     * Merges the collected rows into the list. If it ends early, people up to some phone are in the list and the
     * others are not; the same merge once more completes it.
     */
    async finish(mergeId: number): Promise<ListMerged> {
      const { listId, name, layout } = expect(mergeId)
      try {
        if (listId === null) return await fill(name, layout.columns)
        store.get(listId)
        // The columns come first: values without a column would be taken for those of another one.
        await turns.write(() => store.keep(listId, layout.columns))
        return await takeOver(listId)
      } finally {
        abandon()
      }
    },

    abandon(mergeId: number): void {
      if (current?.id === mergeId) abandon()
    },
  }
}

/**
 * Deleted data must not stay readable in the write-ahead log. If others are reading from the log for long, it is
 * emptied with the next deletion or when the app closes.
 */
async function emptyLog(store: ListStore, turns: Pick<Turns, 'write'>): Promise<void> {
  await turns
    .write(() => store.emptyLog())
    .catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'database-busy')) throw error
    })
}

function staged(
  { phone, values, tags }: NewContact,
  index: number,
  layout: Layout,
  width: number,
): StagedContact {
  if (values.length > width) {
    throw new AppError('bad-input', { where: `${index}`, detail: `more than ${width} values` })
  }
  return { phone: cleanPhone(phone, index), values: laidOut(layout, values), tags: withTags(tags, []) }
}

/** 11 digits; throws `bad-input` with the index of the phone. */
export function cleanPhone(phone: string, index: number): string {
  if (plainPhone(phone) !== 0) return phone
  const check = checkPhone(phone, false)
  if (check.kind === 'blocked') throw new AppError('bad-input', { where: `${index}`, detail: check.reason })
  return check.phone
}
