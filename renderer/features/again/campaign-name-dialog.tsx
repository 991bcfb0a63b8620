import { useTranslation } from 'react-i18next'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { RenameDialog } from '../../components/rename-dialog.tsx'
import { bridge, call } from '../../lib/bridge.ts'

/** Another name for a campaign; mounted for as long as it is open. */
export const CampaignNameDialog = ({
  campaignId,
  name,
  onClose,
}: {
  readonly campaignId: number
  readonly name: string
  readonly onClose: () => void
}) => {
  const { t } = useTranslation('again')
  const { reload } = useCampaignList()
  return (
    <RenameDialog
      id="campaign-name"
      testId="campaign-name-dialog"
      confirmTestId="campaign-name-confirm"
      title={t('rename.title')}
      label={t('rename.name')}
      name={name}
      onRename={async written => {
        await call(bridge.campaigns.rename({ campaignId, name: written }))
        reload()
        onClose()
      }}
      onClose={onClose}
    />
  )
}
