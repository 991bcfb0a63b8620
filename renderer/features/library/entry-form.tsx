import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  isSameEntry,
  type LibraryEntry,
  type Registration,
  registrations,
} from '../../../shared/domain/library.ts'
import { isBlank } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import styles from './entry-form.module.css'

export type EntryKind = LibraryEntry['kind']

type Draft = {
  readonly name: string
  readonly code: string
  readonly text: string
  readonly note: string
  readonly registration: Registration
}

const draftOf = (entry: LibraryEntry | null): Draft => ({
  name: entry?.name ?? '',
  code: entry?.code ?? '',
  text: entry?.kind === 'template' ? entry.text : '',
  note: entry?.note ?? '',
  registration: entry?.kind === 'signature' ? entry.registration : 'unknown',
})

const entryOf = (kind: EntryKind, { name, code, text, note, registration }: Draft): LibraryEntry => {
  const common = { name, code, note, lastUsedAt: null, refused: 0 }
  return kind === 'signature'
    ? { kind, ...common, registration }
    : { kind, ...common, text, signatureCode: null }
}

/** Writes a signature or a template down, or changes one. */
export const EntryForm = ({
  kind,
  entry,
  entries,
  onSave,
  onClose,
}: {
  readonly kind: EntryKind
  /** Null: a new one. */
  readonly entry: LibraryEntry | null
  readonly entries: readonly LibraryEntry[]
  /** `was`: the CODE that it had before. */
  readonly onSave: (entry: LibraryEntry, was: string | null) => void
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['library', 'compose', 'common'])
  const [draft, setDraft] = useState(() => draftOf(entry))
  const change = (patch: Partial<Draft>): void => setDraft(last => ({ ...last, ...patch }))
  const isTaken =
    draft.code !== (entry?.code ?? null) &&
    entries.some(other => isSameEntry(other, { kind, code: draft.code }))
  const isComplete =
    !isBlank(draft.code) && !isTaken && !isBlank(kind === 'signature' ? draft.name : draft.text)
  const press = (): void => {
    const written = entryOf(kind, draft)
    const whole =
      written.kind === 'template' && entry?.kind === 'template'
        ? { ...written, signatureCode: entry.signatureCode }
        : written
    onSave(whole, entry?.code ?? null)
  }
  return (
    <Dialog
      open
      wide
      title={t(entry === null ? `add.${kind}` : `change.${kind}`)}
      onClose={onClose}
      testId="library-form"
      onEnter={isComplete ? press : undefined}
      actions={
        <>
          <Button size="large" onClick={onClose} data-testid="entry-cancel">
            {t('common:cancel')}
          </Button>
          <Button type="primary" size="large" disabled={!isComplete} onClick={press} data-testid="entry-save">
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <Field
          id="entry-code"
          label={t(`compose:${kind}.code`)}
          hint={t(`compose:${kind}.codeHint`)}
          problem={isTaken ? t('taken') : null}
        >
          <Input
            id="entry-code"
            value={draft.code}
            maxLength={64}
            spellCheck={false}
            autoFocus
            onChange={event => change({ code: cleanValue(event.target.value) })}
            data-testid="entry-code"
          />
        </Field>
        <Field
          id="entry-name"
          label={t(`name.${kind}`)}
          hint={kind === 'signature' ? t('compose:signature.nameHint') : t('name.hint')}
        >
          <Input
            id="entry-name"
            value={draft.name}
            maxLength={40}
            onChange={event => change({ name: event.target.value })}
            data-testid="entry-name"
          />
        </Field>
        {kind === 'template' && (
          <Field id="entry-text" label={t('compose:template.text')} hint={t('compose:template.textHint')}>
            <Input.TextArea
              id="entry-text"
              value={draft.text}
              maxLength={2000}
              rows={3}
              spellCheck={false}
              onChange={event => change({ text: event.target.value })}
              data-testid="entry-text"
            />
          </Field>
        )}
        {kind === 'signature' && (
          <Field id="entry-registration" label={t('registration.label')} hint={t('registration.hint')}>
            <Radio.Group
              id="entry-registration"
              value={draft.registration}
              options={registrations.map(value => ({ value, label: t(`registration.${value}`) }))}
              onChange={event => change({ registration: event.target.value as Registration })}
              data-testid="entry-registration"
            />
          </Field>
        )}
        <Field id="entry-note" label={t('note')}>
          <Input
            id="entry-note"
            value={draft.note}
            maxLength={200}
            onChange={event => change({ note: event.target.value })}
            data-testid="entry-note"
          />
        </Field>
      </div>
    </Dialog>
  )
}
