import { assertNever } from '../../../shared/assert-never.ts'
import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import { blobSource } from '../../lib/blob-source.ts'
import { noNotes } from './import-notes.ts'
import { importSheet } from './import-sheet.ts'
import type { ImportSummary } from './import-summary.ts'
import { ImportCancelled, importText, type TextChoices } from './import-text.ts'
import { createImportedTable, type ImportedTable, type ListPart } from './imported-table.ts'
import {
  type ImportFailure,
  type JoinQuestion,
  phoneBatch,
  type Question,
  questionSchema,
  type Reply,
  requestSchema,
} from './protocol.ts'

import { previewText } from './text-preview.ts'

/** Given if the file is added to the present list. */
type Adding = { readonly sourceName: string } | undefined

class ImportError extends Error {
  readonly failure: ImportFailure
  constructor(failure: ImportFailure) {
    super(failure)
    this.failure = failure
  }
}

type TextSource = { readonly file: Blob; readonly fileName: string }

/** Answers the page's questions about one list at a time. `post` carries the replies. */
export function createImportService(post: (reply: Reply) => void): {
  receive(message: unknown): Promise<void>
} {
  let list: ImportedTable | null = null
  let text: TextSource | null = null
  /** A further file that was read but is not joined yet. */
  let further: ImportedTable | null = null
  /** Counts imports: a newer one cancels those before it. */
  let newest = 0

  const current = (): ImportedTable => {
    if (list === null) throw new ImportError('no-list')
    return list
  }

  /** A list that was read replaces the previous one, is joined to it, or waits for the owner's decision. */
  function take(made: ImportedTable, add: Adding): ImportSummary | JoinQuestion {
    if (add === undefined) {
      list?.release()
      list = made
      further = null
      return made.summary()
    }
    const part = made.part()
    const { isEqual, renamed, missing, added } = current().planFor(part)
    if (isEqual) return join(part, add.sourceName)
    further = made
    const { fileName, rows } = made.summary()
    return { fileName, rows, renamed, missing, added: added.map(({ name }) => name) }
  }

  function join(part: ListPart, sourceName: string): ImportSummary {
    current().join(part, sourceName)
    further = null
    return current().summary()
  }

  /** `kept`: the owner's decisions about the rows from an earlier reading of the same text. */
  async function readText(
    id: number,
    source: TextSource | null,
    choices: TextChoices,
    add: Adding,
    kept: ImportChoices | null = null,
  ): Promise<unknown> {
    if (source === null) throw new ImportError('no-list')
    const turn = ++newest
    const { file, fileName } = source
    const imported = await importText(blobSource(file), choices, {
      progress: (bytes, rows) => post({ kind: 'progress', id, bytes, rows }),
      cancelled: () => turn !== newest,
    })
    if (turn !== newest) throw new ImportCancelled()
    const { encoding, delimiter } = imported
    // Not earlier: after a cancel the previous list is still needed.
    if (add === undefined) text = source
    const made = createImportedTable({ ...imported, fileName, origin: { kind: 'text', encoding, delimiter } })
    if (kept !== null) made.setChoices(kept)
    return take(made, add)
  }

  function readSheet(fileName: string, table: WorkbookTable, add: Adding): unknown {
    newest++
    if (add === undefined) text = null
    const { sheets, sheet, mergedCells = 0, cellsBeyond = 0, unsolvedFormulas = 0, isUnended = false } = table
    const made = createImportedTable({
      ...importSheet(table),
      fileName,
      origin: { kind: 'workbook', sheets, sheet },
      notes: { ...noNotes, mergedCells, cellsBeyond, unsolvedFormulas, isUnended },
    })
    return take(made, add)
  }

  function answer(id: number, question: Question): unknown {
    switch (question.type) {
      case 'importText':
        return readText(
          id,
          { file: question.file, fileName: question.fileName },
          question.choices,
          question.add,
        )
      case 'cancel':
        newest++
        return undefined
      case 'rereadText':
        return readText(id, text, question.choices, undefined, list === null ? null : list.summary().choices)
      case 'previewText':
        if (text === null) throw new ImportError('no-list')
        return previewText(text.file, question.choices)
      case 'importSheet':
        return readSheet(question.fileName, question.table, question.add)
      case 'join': {
        const part = further?.part()
        further = null
        return question.take && part ? join(part, question.sourceName) : current().summary()
      }
      case 'page':
        return current().page(question.filter, question.offset, question.limit)
      case 'usableCount':
        return current().usableCount(question.filter)
      case 'usablePage':
        return current().usablePage(question.filter, question.offset, question.limit)
      case 'flawedValues':
        return current().flawedValues(question.columns)
      case 'valueKinds':
        return current().valueKinds(question.columns)
      case 'measure':
        return current().measure(question.plan)
      case 'messagePage':
        return current().messagePage(question.view, question.offset, question.limit)
      case 'cellText':
        return current().cellText(question.index, question.column)
      case 'countMatches':
        return current().countMatches(question.column, question.find)
      case 'exportHeader':
        return current().exportHeader()
      case 'exportPage':
        return current().exportPage(question.selection, question.offset, question.limit)
      case 'unaskedPhones':
        return current().optOuts.unasked(phoneBatch)
      case 'optOutsAnswered':
        return current().optOuts.answered(question.optedOut)
      case 'forgetOptOuts':
        return current().optOuts.forget()
      default:
        return change(current(), question)
    }
  }

  return {
    async receive(message) {
      const { id, question } = requestSchema.parse(message)
      try {
        post({ kind: 'done', id, value: await answer(id, questionSchema.parse(question)) })
      } catch (error) {
        post({ kind: 'failed', id, ...failureOf(error) })
      }
    },
  }
}

type Change = Extract<
  Question,
  {
    type:
      | 'setLayout'
      | 'setChoices'
      | 'setPlainColumns'
      | 'setCell'
      | 'replaceAll'
      | 'deleteRows'
      | 'undo'
      | 'redo'
      | 'settleOptOuts'
  }
>

/** Carries out a change of the list, and returns the new summary. */
function change(list: ImportedTable, question: Change): unknown {
  switch (question.type) {
    case 'setLayout':
      list.setLayout(question, question.nameColumn)
      return list.summary()
    case 'setChoices':
      list.setChoices(question.choices)
      return list.summary()
    case 'setPlainColumns':
      list.setPlainColumns(question.columns)
      return list.summary()
    case 'setCell': {
      const row = list.setCell(question.index, question.column, question.text)
      return { summary: list.summary(), row }
    }
    case 'replaceAll': {
      const cells = list.replaceAll(question.column, question.find, question.replacement)
      return { summary: list.summary(), cells }
    }
    case 'deleteRows': {
      const rows = list.deleteRows(question.filter, question.from, question.to)
      return { summary: list.summary(), rows }
    }
    case 'undo':
      list.undo()
      return list.summary()
    case 'redo':
      list.redo()
      return list.summary()
    case 'settleOptOuts':
      list.optOuts.settle()
      return list.summary()
    default:
      return assertNever(question)
  }
}

function failureOf(error: unknown): { readonly failure: ImportFailure; readonly detail: string } {
  if (error instanceof ImportError) return { failure: error.failure, detail: '' }
  if (error instanceof ImportCancelled) return { failure: 'cancelled', detail: '' }
  // The file was moved, changed or locked after it was chosen.
  if (error instanceof DOMException) return { failure: 'file-unreadable', detail: error.name }
  return { failure: 'internal', detail: error instanceof Error ? error.message : String(error) }
}
