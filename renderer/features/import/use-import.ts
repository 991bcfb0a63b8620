import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { bridge, call, toAppError, useBridgeEvent } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import {
  type ImportClient,
  ImportError,
  type ImportProgress,
  isJoinQuestion,
} from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { TextChoices } from '../../workers/import/import-text.ts'
import type { JournaledClient, ListOrigin } from '../../workers/import/list-journal.ts'
import type { ImportFailure, JoinQuestion } from '../../workers/import/protocol.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import type { Layout } from '../../workers/import/row-table.ts'
import type { ImportedRow } from '../../workers/import/row-views.ts'
import { startReader } from './import-reader.ts'
import { recallLayout, rememberLayout } from './remembered-layout.ts'

export type Reading = { readonly fileName: string; readonly progress: ImportProgress | null }

/** A further file that waits for the owner's word, and those after it. */
export type Joining = { readonly question: JoinQuestion; readonly rest: readonly File[] }

/** A further file that could not be read. */
export type Unread = { readonly name: string; readonly failure: AppError | ImportError }

export type ImportState = {
  /** The list; null before the first one. While another is read it stays, out of view. */
  readonly summary: ImportSummary | null
  /** Counts lists: another file, sheet or way of reading. */
  readonly edition: number
  /** Counts what was changed, so that pages fetched before are not shown after. */
  readonly revision: number
  readonly reading: Reading | null
  /** A change is being worked in, or the opt-out list asked. */
  readonly busy: boolean
  readonly failure: AppError | ImportError | null
  readonly joining: Joining | null
  readonly unread: readonly Unread[]
  readonly isSample: boolean
  /** The columns are as the owner set them for an earlier file with this header. */
  readonly isRemembered: boolean
}

export type ImportActions = {
  /** The first becomes the list, the others are joined to it. */
  readonly openFiles: (files: readonly File[]) => void
  /** Makes a list anew that was kept, as it stood. */
  readonly restore: (origin: ListOrigin, isSample: boolean) => void
  /** Joins further files to the list in view. */
  readonly addFiles: (files: readonly File[]) => void
  /** The owner's word about the file that waits. */
  readonly join: (take: boolean) => void
  /** What can't be a list, such as a folder. */
  readonly refuse: (failure: ImportFailure) => void
  /** Stops what is being read; the list before it comes back as it was. */
  readonly cancel: () => void
  readonly openText: (name: string, text: string, kind: 'pasted' | 'sample') => void
  readonly reread: (choices: TextChoices) => void
  readonly chooseSheet: (sheet: number) => void
  readonly setLayout: (layout: Layout, nameColumn: number) => void
  readonly setChoices: (choices: ImportChoices) => void
  /** Columns of a workbook that say their stored values and not what the sheet shows. */
  readonly setPlainColumns: (columns: readonly number[]) => void
  /** The row as it is judged then; null where the list is no longer that of this edition. */
  readonly setCell: (
    edition: number,
    cell: { readonly index: number; readonly column: number },
    text: string,
  ) => Promise<ImportedRow | null>
  readonly replaceAll: (column: number, find: string, replacement: string) => Promise<number>
  readonly deleteRows: (filter: RowFilter, from: number, to: number) => void
  readonly undo: () => void
  readonly redo: () => void
}

const optedOutOf = async (phones: readonly string[]): Promise<readonly string[]> =>
  (await call(bridge.optOuts.contains({ phones: [...phones] }))).optedOut

/** The list held against the opt-out list. Where that can't be asked the list stays as it is, and the owner is told. */
const checked = async (
  list: ImportClient,
  summary: ImportSummary,
  anew: boolean,
): Promise<Pick<ImportState, 'summary' | 'failure'>> => {
  try {
    const { count } = await call(bridge.optOuts.count())
    const marked = count === 0 && !anew ? null : await list.checkOptOuts(optedOutOf, anew)
    return { summary: marked ?? summary, failure: null }
  } catch (error) {
    return { summary, failure: error instanceof ImportError ? error : toAppError(error) }
  }
}

const isNever = (): boolean => false
const isNoList = (error: unknown): boolean => error instanceof ImportError && error.failure === 'no-list'

/** Joins one file after another, up to the first that the owner has to decide about. */
const joinAll = async (
  list: ImportClient,
  first: ImportSummary,
  files: readonly File[],
  sourceName: string,
  onProgress: (progress: ImportProgress) => void,
): Promise<Pick<ImportState, 'joining' | 'unread'> & { readonly summary: ImportSummary }> => {
  const unread: Unread[] = []
  let summary = first
  for (const [place, file] of files.entries()) {
    try {
      const answer = await list.addFile(file, sourceName, onProgress)
      if (isJoinQuestion(answer))
        return { summary, unread, joining: { question: answer, rest: files.slice(place + 1) } }
      summary = answer
    } catch (error) {
      const failure = error instanceof ImportError ? error : toAppError(error)
      if (failure instanceof ImportError && failure.failure === 'cancelled') throw failure
      unread.push({ name: file.name, failure })
    }
  }
  return { summary, unread, joining: null }
}

type Job = (client: JournaledClient, onProgress: (progress: ImportProgress) => void) => Promise<ImportSummary>

const nothingYet: ImportState = {
  summary: null,
  edition: 0,
  revision: 0,
  reading: null,
  busy: false,
  failure: null,
  joining: null,
  unread: [],
  isSample: false,
  isRemembered: false,
}

/** One list and its worker, for as long as the screen is mounted. */
export const useImport = (): {
  readonly client: JournaledClient | null
  readonly state: ImportState
  readonly actions: ImportActions
} => {
  const [client, setClient] = useState<JournaledClient | null>(null)
  const [state, setState] = useState(nothingYet)
  const { t } = useTranslation('import')
  const sourceName = t('join.source')
  const newest = useRef(0)
  const latest = useRef(state)
  latest.current = state

  useEffect(() => {
    const started = startReader()
    setClient(started)
    return () => started.dispose()
  }, [])

  /** Runs one job after which the list is another or has changed; a newer job makes the result of this one void. */
  const run = useCallback(
    async (job: () => Promise<Partial<ImportState>>) => {
      const turn = ++newest.current
      const done = beginLoading()
      try {
        const change = await job()
        if (turn === newest.current)
          setState(last => ({ ...last, revision: last.revision + 1, reading: null, busy: false, ...change }))
      } catch (error) {
        const failure = error instanceof ImportError ? error : toAppError(error)
        // A file that broke off while it was read has already taken the place of the list before it.
        const isGone = client !== null && (await client.page({}, 0, 1).then(isNever, isNoList))
        const kept = isGone ? { summary: null } : {}
        if (turn === newest.current)
          setState(last => ({ ...last, ...kept, reading: null, busy: false, failure }))
      } finally {
        done()
      }
    },
    [client],
  )

  /** Another list: read, laid out as its header was before, shown, and held against the opt-out list. */
  const read = useCallback(
    (
      fileName: string | null,
      isSample: boolean,
      job: Job,
      {
        others = [],
        isLaidOut = false,
      }: { readonly others?: readonly File[]; readonly isLaidOut?: boolean } = {},
    ) => {
      if (client === null) return
      const place = newest.current + 1
      const onProgress = (progress: ImportProgress): void => {
        if (place === newest.current)
          setState(last => ({ ...last, reading: last.reading && { ...last.reading, progress } }))
      }
      setState(last => ({
        ...last,
        failure: null,
        joining: null,
        unread: [],
        busy: true,
        reading: { fileName: fileName ?? last.summary?.fileName ?? '', progress: null },
      }))
      void run(async () => {
        const found = await job(client, onProgress)
        const recalled = isLaidOut ? null : await recallLayout(client, found)
        const joined = await joinAll(client, recalled ?? found, others, sourceName, onProgress)
        const shown = { ...joined, isSample, isRemembered: recalled !== null, edition: place }
        if (place === newest.current)
          setState(last => ({ ...last, ...shown, revision: last.revision + 1, reading: null }))
        return { ...shown, ...(await checked(client, joined.summary, false)) }
      })
    },
    [client, run, sourceName],
  )

  /** The list in view with more people in it. */
  const extend = useCallback(
    (job: (list: ImportClient) => Promise<ImportSummary>, files: readonly File[]) => {
      if (client === null) return
      setState(last => ({ ...last, busy: true, failure: null, joining: null }))
      void run(async () => {
        const joined = await joinAll(client, await job(client), files, sourceName, () => undefined)
        return { ...joined, ...(await checked(client, joined.summary, false)) }
      })
    },
    [client, run, sourceName],
  )

  /** A change of the list in view. */
  const change = useCallback(
    async <T>(
      job: (list: ImportClient) => Promise<{ summary: ImportSummary; value: T }>,
    ): Promise<T | null> => {
      if (client === null) return null
      let value: T | null = null
      setState(last => ({ ...last, busy: true, failure: null }))
      await run(async () => {
        const answer = await job(client)
        value = answer.value
        return checked(client, answer.summary, false)
      })
      return value
    },
    [client, run],
  )

  useBridgeEvent('opt-outs-changed', () => {
    const { summary, reading } = latest.current
    if (client !== null && summary !== null && reading === null)
      void run(() => checked(client, summary, true))
  })

  const actions = useMemo((): ImportActions => {
    const plain = (job: (list: ImportClient) => Promise<ImportSummary>): void =>
      void change(async list => ({ summary: await job(list), value: null }))
    return {
      openFiles: ([file, ...others]) => {
        if (file !== undefined)
          read(file.name, false, (list, onProgress) => list.importFile(file, onProgress), { others })
      },
      restore: (origin, isSample) =>
        read(origin.files[0]?.name ?? '', isSample, list => list.replay(origin), { isLaidOut: true }),
      addFiles: files => {
        const { summary } = latest.current
        if (summary !== null) extend(() => Promise.resolve(summary), files)
      },
      join: take => {
        const { joining } = latest.current
        if (joining !== null) extend(list => list.join(take, sourceName), joining.rest)
      },
      refuse: failure => {
        setState(last => ({ ...last, busy: true, failure: null }))
        void run(() => Promise.reject(new ImportError(failure)))
      },
      cancel: () => {
        newest.current++
        setState(last => ({ ...last, reading: null, busy: false }))
        // What was being read ends as cancelled; nobody waits for the answer.
        void client?.cancel().catch(() => undefined)
      },
      openText: (name, text, kind) =>
        read(name, kind === 'sample', async list => {
          const summary = await list.importText(name, text)
          // Who types phones one after another means each of them.
          return kind === 'pasted' && summary.marks.several > 0
            ? list.setChoices({ ...summary.choices, several: 'each' })
            : summary
        }),
      reread: choices =>
        read(null, latest.current.isSample, (list, onProgress) => list.reread(choices, onProgress)),
      chooseSheet: sheet => read(null, false, list => list.chooseSheet(sheet)),
      setLayout: (layout, nameColumn) =>
        plain(async list => {
          const summary = await list.setLayout(layout, nameColumn)
          await rememberLayout(summary)
          return summary
        }),
      setChoices: choices => plain(list => list.setChoices(choices)),
      setPlainColumns: columns => plain(list => list.setPlainColumns(columns)),
      setCell: async (edition, { index, column }, text) =>
        edition === latest.current.edition
          ? change(async list => {
              const { summary, row } = await list.setCell(index, column, text)
              return { summary, value: row }
            })
          : null,
      replaceAll: async (column, find, replacement) =>
        (await change(async list => {
          const { summary, cells } = await list.replaceAll(column, find, replacement)
          return { summary, value: cells }
        })) ?? 0,
      deleteRows: (filter, from, to) =>
        plain(async list => (await list.deleteRows(filter, from, to)).summary),
      undo: () => plain(list => list.undo()),
      redo: () => plain(list => list.redo()),
    }
  }, [client, run, read, extend, change, sourceName])

  return { client, state, actions }
}

export const isAppError = (failure: AppError | ImportError): failure is AppError =>
  failure instanceof AppError
