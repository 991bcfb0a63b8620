import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { RenameDialog } from '../../components/rename-dialog.tsx'
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
  const { t } = useTranslation('contactLists')
  const [lists] = useLoaded(() => call(bridge.contactLists.list()), [])
  const isTaken = (written: string): boolean =>
    lists.state === 'loaded' && lists.value.some(list => list.id !== listId && list.name === written)
  return (
    <RenameDialog
      id="list-name"
      testId="rename-dialog"
      confirmTestId="rename-confirm"
      title={t('rename.title')}
      label={t('rename.name')}
      name={name}
      problemOf={written => (isTaken(written) ? t('rename.taken') : null)}
      onRename={async written => {
        await call(bridge.contactLists.rename({ listId, name: written }))
        onRenamed()
      }}
      onClose={onClose}
    />
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
