import { Button, Input } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/ipc/result.ts'
import { Card } from '../../components/page.tsx'
import { bridge, toAppError } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import { ImportError } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import { FileButton } from '../contact-lists/file-button.tsx'
import { ImportFailureNotice } from '../import/import-notices.tsx'
import { startReader } from '../import/import-reader.ts'
import { recallLayout } from '../import/remembered-layout.ts'
import styles from './add-card.module.css'
import { type Added, addFile, addText } from './add-phones.ts'
import { AddedNotice } from './added-notice.tsx'

/** What came of the last adding; `fileName` null for typed or pasted text, `sheet` the one that was read of several. */
type Outcome =
  | {
      readonly kind: 'added'
      readonly added: Added
      readonly fileName: string | null
      readonly sheet: string | null
    }
  | { readonly kind: 'no-phones'; readonly fileName: string }
  | { readonly kind: 'failed'; readonly failure: AppError | ImportError }

/** The sheet that was read where the file has others too, else null. */
const unreadSheets = ({ origin }: ImportSummary): string | null =>
  origin.kind === 'workbook' && origin.sheets.length > 1 ? (origin.sheets[origin.sheet]?.name ?? '') : null

/** The fast way onto the list: type or paste phones, press Enter. Or a whole file. */
export const AddCard = () => {
  const { t } = useTranslation('optOuts')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [working, setWorking] = useState<'text' | 'file' | null>(null)
  const guard = useRef(false)
  const pasted = useRef(false)
  const field = useRef<HTMLTextAreaElement | null>(null)

  const run = async (what: 'text' | 'file', job: () => Promise<Outcome>): Promise<void> => {
    if (guard.current) return
    guard.current = true
    setWorking(what)
    const done = beginLoading()
    try {
      setOutcome(await job())
    } catch (error) {
      setOutcome({ kind: 'failed', failure: error instanceof ImportError ? error : toAppError(error) })
    } finally {
      guard.current = false
      setWorking(null)
      done()
    }
  }

  const add = (): void => {
    if (text.trim() === '') return
    void run('text', async () => {
      const added = await addText(bridge.optOuts, text, reason, pasted.current ? 'pasted' : 'typed')
      setText('')
      pasted.current = false
      field.current?.focus()
      return { kind: 'added', added, fileName: null, sheet: null }
    })
  }

  const addFromFile = (file: File): void =>
    void run('file', async () => {
      const reader = startReader()
      try {
        const found = await reader.importFile(file)
        const summary = (await recallLayout(reader, found)) ?? found
        const added = await addFile(bridge.optOuts, reader, summary, reason)
        return added === null
          ? { kind: 'no-phones', fileName: file.name }
          : { kind: 'added', added, fileName: file.name, sheet: unreadSheets(summary) }
      } finally {
        reader.dispose()
      }
    })

  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends a word of an input method is none of ours.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }

  return (
    <Card title={t('add.title')} note={t('add.note')}>
      <div className={styles['form']}>
        <label htmlFor="opt-out-phones" className={styles['label']}>
          {t('add.phones')}
        </label>
        <Input.TextArea
          id="opt-out-phones"
          ref={area => {
            field.current = area?.resizableTextArea?.textArea ?? null
          }}
          className={styles['phones'] ?? ''}
          value={text}
          rows={2}
          spellCheck={false}
          autoFocus
          placeholder={t('add.placeholder')}
          onChange={event => setText(event.target.value)}
          onPaste={() => {
            pasted.current = true
          }}
          onKeyDown={onKeyDown}
          data-testid="opt-out-phones"
        />
        <label htmlFor="opt-out-reason" className={styles['label']}>
          {t('add.reason')}
        </label>
        <div className={styles['row']}>
          <Input
            id="opt-out-reason"
            className={styles['reason'] ?? ''}
            value={reason}
            maxLength={200}
            placeholder={t('add.reasonPlaceholder')}
            onChange={event => setReason(event.target.value)}
            onPressEnter={add}
            data-testid="opt-out-reason"
          />
          <span className={styles['actions']} data-main>
            <FileButton
              label={t('add.file')}
              loading={working === 'file'}
              onFile={addFromFile}
              testId="opt-out-file"
            />
            <Button
              type="primary"
              disabled={text.trim() === ''}
              loading={working === 'text'}
              onClick={add}
              data-testid="opt-out-add"
            >
              {t('add.action')}
            </Button>
          </span>
        </div>
      </div>
      {outcome !== null && (
        <div className={styles['outcome']}>
          <OutcomeNotice
            outcome={outcome}
            onMend={texts => {
              setText(texts.join('\n'))
              setOutcome(null)
              field.current?.focus()
            }}
          />
        </div>
      )}
    </Card>
  )
}

const OutcomeNotice = ({
  outcome,
  onMend,
}: {
  readonly outcome: Outcome
  readonly onMend: (texts: readonly string[]) => void
}) => {
  switch (outcome.kind) {
    case 'added':
      return (
        <AddedNotice
          added={outcome.added}
          fileName={outcome.fileName}
          sheet={outcome.sheet}
          onMend={onMend}
        />
      )
    case 'no-phones':
      return <AddedNotice added={null} fileName={outcome.fileName} onMend={onMend} />
    case 'failed':
      return <ImportFailureNotice failure={outcome.failure} />
  }
}
