import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import type { StateCounts } from '../../../shared/domain/states.ts'
import { Card } from '../../components/page.tsx'
import { RecipientsTable } from '../report/recipients-table.tsx'
import { usePaced } from './use-paced.ts'

const readEveryMs = 2000

/** Everybody of a campaign that is not over, with what came of each so far; read when the owner asks for it. */
export const PeopleSoFar = ({
  campaign,
  counts,
}: {
  readonly campaign: CampaignView
  readonly counts: StateCounts
}) => {
  const { t } = useTranslation('sending')
  const [open, setOpen] = useState(false)
  const paced = usePaced(counts, readEveryMs)
  const shown = useMemo(() => ({ ...campaign, counts: paced }), [campaign, paced])
  if (open) return <RecipientsTable campaign={shown} title={t('soFar.title')} />
  return (
    <Card
      title={t('soFar.title')}
      note={t('soFar.note')}
      extra={
        <Button onClick={() => setOpen(true)} data-testid="show-people">
          {t('soFar.show')}
        </Button>
      }
    >
      {null}
    </Card>
  )
}
