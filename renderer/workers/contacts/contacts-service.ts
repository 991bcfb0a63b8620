import { assertNever } from '../../../shared/assert-never.ts'
import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import { blobSource } from './blob-source.ts'
import { type ContactList, createContactList } from './contact-list.ts'
import { importSheet } from './import-sheet.ts'
import { ImportCancelled, importText, type TextChoices } from './import-text.ts'
import { noNotes } from './list-notes.ts'
import { type ListFailure, type Question, questionSchema, type Reply, requestSchema } from './protocol.ts'

class ListError extends Error {
  readonly failure: ListFailure
  constructor(failure: ListFailure) {
    super(failure)
    this.failure = failure
  }
}

/** Answers the page's questions about one list at a time. `post` carries the replies. */
export function createContactsService(post: (reply: Reply) => void): {
  receive(message: unknown): Promise<void>
} {
  let list: ContactList | null = null
  let text: { readonly file: Blob; readonly fileName: string } | null = null
  /** Counts imports: a newer one cancels those before it. */
  let newest = 0

  const current = (): ContactList => {
    if (list === null) throw new ListError('no-list')
    return list
  }

  async function readText(id: number, choices: TextChoices): Promise<unknown> {
    if (text === null) throw new ListError('no-list')
    const turn = ++newest
    const { file, fileName } = text
    const imported = await importText(blobSource(file), choices, {
      progress: (bytes, rows) => post({ kind: 'progress', id, bytes, rows }),
      cancelled: () => turn !== newest,
    })
    if (turn !== newest) throw new ImportCancelled()
    const { encoding, delimiter } = imported
    list = createContactList({ ...imported, fileName, origin: { kind: 'text', encoding, delimiter } })
    return list.summary()
  }

  function readSheet(fileName: string, table: WorkbookTable): unknown {
    newest++
    text = null
    const { sheets, sheet } = table
    list = createContactList({
      ...importSheet(table),
      fileName,
      origin: { kind: 'workbook', sheets, sheet },
      notes: noNotes,
    })
    return list.summary()
  }

  function answer(id: number, question: Question): unknown {
    switch (question.type) {
      case 'importText':
        text = { file: question.file, fileName: question.fileName }
        return readText(id, question.choices)
      case 'rereadText':
        return readText(id, question.choices)
      case 'importSheet':
        return readSheet(question.fileName, question.table)
      case 'setLayout':
        current().setLayout(question)
        return current().summary()
      case 'page':
        return current().page(question.filter, question.offset, question.limit)
      case 'usableCount':
        return current().usableCount(question.blankIn)
      case 'usablePage':
        return current().usablePage(question.blankIn, question.offset, question.limit)
      default:
        return assertNever(question)
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

function failureOf(error: unknown): { readonly failure: ListFailure; readonly detail: string } {
  if (error instanceof ListError) return { failure: error.failure, detail: '' }
  if (error instanceof ImportCancelled) return { failure: 'cancelled', detail: '' }
  // A Blob's file that was moved, changed or locked since it was chosen.
  if (error instanceof DOMException) return { failure: 'file-unreadable', detail: error.name }
  return { failure: 'internal', detail: error instanceof Error ? error.message : String(error) }
}
