import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ContactList,
  cellOfTags,
  type ListContact,
  tagsOfCell,
} from '../../../shared/domain/contact-list.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './person-dialog.module.css'

/** What became of one person of a list. */
export type PersonChange =
  | { readonly kind: 'written'; readonly phone: string; readonly isNew: boolean }
  | { readonly kind: 'removed'; readonly person: ListContact }

type PersonProps = {
  readonly list: ContactList
  /** Null: a new one. */
  readonly person: ListContact | null
  readonly onClose: () => void
  readonly onChanged: (change: PersonChange) => void
}

/** One person of a list, written by hand; mounted for as long as it is open. */
export const PersonDialog = ({ list, person, onClose, onChanged }: PersonProps) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const [phone, setPhone] = useState(person?.phone ?? '')
  const [values, setValues] = useState<readonly string[]>(
    list.columns.map((_, at) => person?.values[at] ?? ''),
  )
  const [tags, setTags] = useState(cellOfTags(person?.tags ?? []))
  /** The phone that was refused last: what is said of it holds until another one is typed. */
  const [refused, setRefused] = useState<string | null>(null)
  const isPhone = checkPhone(phone, false).kind === 'ok'
  const write = useAction(async () => {
    setRefused(phone)
    const { phone: written } = await call(
      bridge.contactLists.writePerson({
        listId: list.id,
        was: person?.phone ?? null,
        phone,
        values: [...values],
        tags: [...tagsOfCell(tags)],
      }),
    )
    onChanged({ kind: 'written', phone: written, isNew: person === null })
  })
  const remove = useAction(async (gone: ListContact) => {
    const was = await call(bridge.contactLists.removePerson({ listId: list.id, phone: gone.phone }))
    onChanged({ kind: 'removed', person: was })
  })
  const { error } = write
  const isDouble = error?.where === 'double' && refused === phone
  const problem = isDouble ? t('person.double') : phone.trim() !== '' && !isPhone ? t('person.noPhone') : null
  const failure = remove.error ?? (error?.where === 'double' || error?.where === 'phone' ? null : error)
  return (
    <ConfirmDialog
      open
      title={t(person === null ? 'person.add' : 'person.edit')}
      onClose={onClose}
      testId="person-dialog"
      confirm={t('common:save')}
      confirmTestId="person-save"
      onConfirm={write.run}
      disabled={!isPhone}
      busy={write.running}
      byEnter
    >
      <div className={styles['fields']}>
        <Field id="person-phone" label={t('column.phone')} problem={problem}>
          <Input
            id="person-phone"
            value={phone}
            maxLength={40}
            inputMode="numeric"
            onChange={event => setPhone(event.target.value)}
            data-testid="person-phone"
          />
        </Field>
        {list.columns.map((name, at) => (
          <Field
            // biome-ignore lint/suspicious/noArrayIndexKey: columns stay in their order, and two may have one name.
            key={at}
            id={`person-value-${at}`}
            label={name.trim() === '' ? t('column.nameless', { place: at + 2 }) : name}
          >
            <Input
              id={`person-value-${at}`}
              value={values[at] ?? ''}
              maxLength={2000}
              onChange={event => setValues(values.with(at, event.target.value))}
              data-testid="person-value"
            />
          </Field>
        ))}
        <Field id="person-tags" label={t('column.tags')} hint={t('person.tagsHint')}>
          <Input
            id="person-tags"
            value={tags}
            maxLength={200}
            onChange={event => setTags(event.target.value)}
            data-testid="person-tags"
          />
        </Field>
      </div>
      {person !== null && (
        <TextButton look="away" onPress={() => remove.run(person)} testId="person-remove">
          {t('person.remove')}
        </TextButton>
      )}
      {failure !== null && <ErrorNotice error={failure} testId="person-error" />}
    </ConfirmDialog>
  )
}
