import {
  type OptOut,
  type OptOutCells,
  type OptOutPage,
  type OptOutQuery,
  type OptOutSource,
  type OptOutsAdded,
  type OptOutText,
  optOutBatchLimit,
} from '../../../shared/domain/opt-out.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import type { Clock } from '../time/clock.ts'
import { createPauses } from '../time/pauses.ts'
import type { Turns } from '../time/turns.ts'
import { optOutFileName } from './opt-out-export.ts'
import type { OptOutStore } from './opt-out-store.ts'
import { phonesOfText } from './phone-texts.ts'

export type OptOutService = ReturnType<typeof createOptOutService>

/** Phones written in one transaction. */
const writtenAtOnce = 1000
/** A text that is no phone is shown up to this length, in UTF-16 units. */
const shownLength = 60

/** The opt-outs: phones that must get nothing, from the moment they are stored. */
export function createOptOutService(options: {
  readonly store: OptOutStore
  readonly turns: Turns
  /** Reads that look at all opt-outs, and so may take long. */
  readonly reader: {
    readonly optOuts: (query: OptOutQuery) => Promise<OptOutPage>
    readonly writeOptOuts: (path: string, language: Language) => Promise<number>
  }
  readonly clock: Pick<Clock, 'now' | 'monotonicMs' | 'soon'>
  readonly language: () => Language
  /** Asks for a path, suggesting a file name; null when the owner cancels. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
  /** Called after every change, with the number of opt-outs. */
  readonly onChange: (count: number) => void
}) {
  const { store, turns } = options

  const add = async (
    cells: readonly string[],
    reason: string,
    source: OptOutSource,
  ): Promise<OptOutsAdded> => {
    const phones: string[] = []
    const badTexts: { index: number; text: string }[] = []
    let bad = 0
    const pause = createPauses(options.clock)
    for (const [index, cell] of cells.entries()) {
      for (const read of phonesOfText(cell)) {
        await pause()
        phones.push(...read.phones)
        bad += read.bad.length
        for (const text of read.bad) {
          if (badTexts.length < optOutBatchLimit) badTexts.push({ index, text: cut(text) })
        }
      }
    }
    let added = 0
    for (let at = 0; at < phones.length; at += writtenAtOnce) {
      const piece = phones.slice(at, at + writtenAtOnce)
      added += await turns.write(() => store.add(piece, reason, source))
    }
    const count = store.count()
    if (added > 0) options.onChange(count)
    return { added, present: phones.length - added, bad, badTexts, count }
  }

  return {
    /** Adds phones from typed or pasted text, in any notation. */
    add: ({ text, reason, source }: OptOutText): Promise<OptOutsAdded> => add([text], reason, source),

    /** Adds phones from a batch of a file's cells. */
    addMany: ({ cells, reason }: OptOutCells): Promise<OptOutsAdded> => add(cells, reason, 'file'),

    /** Adds one phone of 11 digits, of a person who asked to be forgotten. */
    async addForgotten(phone: string, reason: string): Promise<void> {
      const added = await turns.write(() => store.add([phone], reason, 'forgotten'))
      if (added > 0) options.onChange(store.count())
    },

    /** Removes phones from the list, so that they may get messages again. Throws `bad-input` for what is no phone. */
    async remove(phones: readonly string[]): Promise<{ removed: number; count: number }> {
      const doomed = phones.map(cleaned)
      const removed = await turns.write(() => store.remove(doomed))
      const count = store.count()
      if (removed > 0) options.onChange(count)
      return { removed, count }
    },

    /** Restores a removed entry as it was. Throws `bad-input` for what is no phone. */
    async putBack(entry: OptOut): Promise<{ count: number }> {
      const phone = cleaned(entry.phone, 0)
      const added = await turns.write(() => store.putBack({ ...entry, phone }))
      const count = store.count()
      if (added > 0) options.onChange(count)
      return { count }
    },

    page: options.reader.optOuts,
    count: (): number => store.count(),

    /** Which of these have opted out, in the notation given. A text that is no phone never has. */
    contains: (phones: readonly string[]): readonly string[] =>
      phones.filter(phone => {
        const check = checkPhone(phone, false)
        return check.kind === 'ok' && store.has(check.phone)
      }),

    /**
     * Asks for a path and writes the whole list there. Path null and no rows: the owner closed the dialog. Throws
     * AppError `file-not-writable`.
     */
    async exportAll(): Promise<{ readonly path: string | null; readonly rows: number }> {
      const language = options.language()
      const path = await options.askPath(optOutFileName(options.clock.now(), language))
      if (path === null) return { path, rows: 0 }
      return { path, rows: await options.reader.writeOptOuts(path, language) }
    },
  }
}

const cut = (text: string): string =>
  text.length <= shownLength ? text : `${text.slice(0, shownLength).toWellFormed()}…`

function cleaned(phone: string, index: number): string {
  const check = checkPhone(phone, false)
  if (check.kind === 'blocked') throw new AppError('bad-input', { where: `${index}`, detail: check.reason })
  return check.phone
}
