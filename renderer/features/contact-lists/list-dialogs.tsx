import { useTranslation } from 'react-i18next'
import { RenameDialog } from '../../components/rename-dialog.tsx'
import { bridge, call } from '../../lib/bridge.ts'
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
