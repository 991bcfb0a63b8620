import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'

type ListProps = { readonly listId: number; readonly name: string; readonly onClose: () => void }

/** Another name for a list; mounted for as long as it is open. */
export const NameDialog = ({
  listId,
  name,
  onClose,
  onRenamed,
}: ListProps & { readonly onRenamed: () => void }) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const [written, setWritten] = useState(name)
  const [lists] = useLoaded(() => call(bridge.contactLists.list()), [])
  const isTaken =
    lists.state === 'loaded' && lists.value.some(list => list.id !== listId && list.name === written.trim())
  const rename = useAction(async () => {
    await call(bridge.contactLists.rename({ listId, name: written.trim() }))
    onRenamed()
  })
  const isReady = written.trim() !== '' && !isTaken
  return (
    <ConfirmDialog
      open
      title={t('rename.title')}
      onClose={onClose}
      testId="rename-dialog"
      confirm={t('common:save')}
      confirmTestId="rename-confirm"
      onConfirm={rename.run}
      disabled={!isReady}
      busy={rename.running}
    >
      <Field id="list-name" label={t('rename.name')} problem={isTaken ? t('rename.taken') : null}>
        <Input
          id="list-name"
          value={written}
          maxLength={80}
          onChange={event => setWritten(event.target.value)}
          onPressEnter={() => {
            if (isReady) rename.run()
          }}
          data-testid="list-name-field"
        />
      </Field>
      {rename.error !== null && <ErrorNotice error={rename.error} />}
    </ConfirmDialog>
  )
}

/** Whether a list and its people shall be gone for good; mounted for as long as it is open. */
export const RemoveDialog = ({
  listId,
  name,
  people,
  onClose,
  onRemoved,
}: ListProps & { readonly people: number; readonly onRemoved: () => void }) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const format = useFormat()
  const remove = useAction(async () => {
    await call(bridge.contactLists.remove({ listId }))
    onRemoved()
  })
  return (
    <ConfirmDialog
      open
      title={t('remove.title', { name })}
      onClose={onClose}
      testId="remove-dialog"
      confirm={t('remove.action')}
      confirmTestId="remove-confirm"
      onConfirm={remove.run}
      danger
      busy={remove.running}
    >
      <p>{t('remove.text', { n: format.n(people) })}</p>
      {remove.error !== null && <ErrorNotice error={remove.error} />}
    </ConfirmDialog>
  )
}
