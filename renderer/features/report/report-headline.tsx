import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { headlineOf } from '../../../shared/domain/headline.ts'
import { Card } from '../../components/page.tsx'
import { StateBar } from '../../components/state-bar.tsx'
import { useFormat } from '../../lib/format.ts'
import styles from './report-headline.module.css'

/** What came of it, in one line and in one bar. */
export const ReportHeadline = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  const words = headlineOf(campaign).map(({ key, n }) => t(`headline.${key}`, { n: format.n(n) }))
  return (
    <Card>
      <p className={styles['headline']} data-testid="report-headline">
        {words.join(t('totals.separator'))}
      </p>
      <StateBar counts={campaign.counts} label={t('totals.label')} testId="report-bar" />
    </Card>
  )
}
