import { assertNever } from '../../../shared/assert-never.ts'
import type { ListStep } from '../../../shared/import/list-steps.ts'
import { copiedFilter, type ImportClient, isJoinQuestion } from './import-client.ts'
import type { ImportSummary } from './import-summary.ts'

/** The origin of a list: its original files, and everything done since, in order. */
export type ListOrigin = { readonly files: readonly File[]; readonly steps: readonly ListStep[] }

export type JournaledClient = ImportClient & {
  /** Null before the first list. */
  readonly origin: () => ListOrigin | null
  /** Rebuilds the list from its origin. Throws as the calls do. */
  readonly replay: (origin: ListOrigin) => Promise<ImportSummary>
}

/** Records the origin of a list, so that it can be stored and rebuilt. Failed calls are not recorded. */
export function withJournal(client: ImportClient): JournaledClient {
  let origin: ListOrigin | null = null

  const begin = (file: File, isText: boolean): void => {
    origin = { files: [file], steps: [{ type: 'read', file: 0, isText }] }
  }
  /** The same file was read again: the changes to the earlier reading are gone. */
  const readAgain = (step: ListStep): void => {
    const [file] = origin?.files ?? []
    const [read] = origin?.steps ?? []
    if (file !== undefined && read !== undefined) origin = { files: [file], steps: [read, step] }
  }
  const add = (step: ListStep, file?: File): void => {
    if (origin === null) return
    origin = {
      files: file === undefined ? origin.files : [...origin.files, file],
      steps: [...origin.steps, step],
    }
  }
  /** Waits for the change, then records its step. */
  const after = async <T>(change: Promise<T>, step: ListStep): Promise<T> => {
    const answer = await change
    add(step)
    return answer
  }

  const journaled: JournaledClient = {
    ...client,
    origin: () => origin,
    async importFile(file, onProgress) {
      const summary = await client.importFile(file, onProgress)
      begin(file, false)
      return summary
    },
    async importText(fileName, text) {
      const summary = await client.importText(fileName, text)
      begin(new File([text], fileName), true)
      return summary
    },
    async addFile(file, sourceName, onProgress) {
      const answer = await client.addFile(file, sourceName, onProgress)
      add({ type: 'add', file: origin?.files.length ?? 0, sourceName }, file)
      return answer
    },
    async reread(choices, onProgress) {
      const summary = await client.reread(choices, onProgress)
      const { phoneColumns, ...others } = choices
      readAgain({
        type: 'rereadText',
        choices: { ...others, ...(phoneColumns && { phoneColumns: [...phoneColumns] }) },
      })
      return summary
    },
    async chooseSheet(sheet) {
      const summary = await client.chooseSheet(sheet)
      readAgain({ type: 'sheet', sheet })
      return summary
    },
    join: (take, sourceName) => after(client.join(take, sourceName), { type: 'join', take, sourceName }),
    setLayout: (layout, nameColumn) =>
      after(client.setLayout(layout, nameColumn), {
        type: 'setLayout',
        headerRow: layout.headerRow,
        phoneColumns: [...layout.phoneColumns],
        nameColumn,
      }),
    setChoices: choices =>
      after(client.setChoices(choices), {
        type: 'setChoices',
        choices: { ...choices, leftOut: [...choices.leftOut] },
      }),
    setPlainColumns: columns =>
      after(client.setPlainColumns(columns), { type: 'setPlainColumns', columns: [...columns] }),
    setCell: (index, column, text) =>
      after(client.setCell(index, column, text), { type: 'setCell', index, column, text }),
    replaceAll: (column, find, replacement) =>
      after(client.replaceAll(column, find, replacement), { type: 'replaceAll', column, find, replacement }),
    deleteRows: (filter, from, to) =>
      after(client.deleteRows(filter, from, to), {
        type: 'deleteRows',
        filter: copiedFilter(filter),
        from,
        to,
      }),
    undo: () => after(client.undo(), { type: 'undo' }),
    redo: () => after(client.redo(), { type: 'redo' }),

    async replay({ files, steps }) {
      const fileOf = (place: number): File => {
        const file = files[place]
        if (file === undefined) throw new Error(`no file ${place}`)
        return file
      }
      let summary: ImportSummary | null = null
      for (const step of steps) summary = (await take(journaled, step, fileOf)) ?? summary
      if (summary === null) throw new Error('no steps')
      origin = { files, steps }
      return summary
    },
  }
  return journaled
}

/** Repeats one step. Null if it led to a question, which a later step answers. */
async function take(
  client: ImportClient,
  step: ListStep,
  fileOf: (place: number) => File,
): Promise<ImportSummary | null> {
  switch (step.type) {
    case 'read': {
      const file = fileOf(step.file)
      return step.isText ? client.importText(file.name, await file.text()) : client.importFile(file)
    }
    case 'sheet':
      return client.chooseSheet(step.sheet)
    case 'add': {
      const answer = await client.addFile(fileOf(step.file), step.sourceName)
      return isJoinQuestion(answer) ? null : answer
    }
    case 'join':
      return client.join(step.take, step.sourceName)
    case 'rereadText':
      return client.reread(step.choices)
    case 'setLayout':
      return client.setLayout(step, step.nameColumn)
    case 'setChoices':
      return client.setChoices(step.choices)
    case 'setPlainColumns':
      return client.setPlainColumns(step.columns)
    case 'setCell':
      return (await client.setCell(step.index, step.column, step.text)).summary
    case 'replaceAll':
      return (await client.replaceAll(step.column, step.find, step.replacement)).summary
    case 'deleteRows':
      return (await client.deleteRows(step.filter, step.from, step.to)).summary
    case 'undo':
      return client.undo()
    case 'redo':
      return client.redo()
    default:
      return assertNever(step)
  }
}
