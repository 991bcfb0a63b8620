import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'

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
  const { t } = useTranslation(['again', 'common'])
  const { reload } = useCampaignList()
  const [written, setWritten] = useState(name)
  const rename = useAction(async () => {
    await call(bridge.campaigns.rename({ campaignId, name: written.trim() }))
    reload()
    onClose()
  })
  const isReady = written.trim() !== ''
  return (
    <ConfirmDialog
      open
      title={t('rename.title')}
      onClose={onClose}
      testId="campaign-name-dialog"
      confirm={t('common:save')}
      confirmTestId="campaign-name-confirm"
      onConfirm={rename.run}
      disabled={!isReady}
      busy={rename.running}
    >
      <Field id="campaign-name" label={t('rename.name')}>
        <Input
          id="campaign-name"
          value={written}
          maxLength={80}
          autoFocus
          onChange={event => setWritten(event.target.value)}
          onPressEnter={() => {
            if (isReady) rename.run()
          }}
          data-testid="campaign-name-field"
        />
      </Field>
      {rename.error !== null && <ErrorNotice error={rename.error} />}
    </ConfirmDialog>
  )
}
