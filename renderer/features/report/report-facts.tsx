import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useFormat } from '../../lib/format.ts'
import styles from './report-facts.module.css'

/** When, from which list, under which signature and template. */
export const ReportFacts = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation(['report', 'common', 'practice'])
  const format = useFormat()
  const { source } = campaign
  return (
    <dl className={styles['facts']}>
      <Fact label={t('about.mode')} {...(campaign.mode === 'practice' ? { note: t('practice') } : {})}>
        <span data-testid="report-mode" data-mode={campaign.mode}>
          {t(`practice:mode.${campaign.mode}`)}
        </span>
      </Fact>
      {campaign.startedAt !== null && (
        <Fact label={t('about.started')}>{format.dateTime(campaign.startedAt)}</Fact>
      )}
      {campaign.finishedAt !== null && (
        <Fact label={t('about.finished')}>{format.dateTime(campaign.finishedAt)}</Fact>
      )}
      {source.fileName !== '' && (
        <Fact
          label={t('about.source')}
          note={t('about.sourceRows', { rows: format.n(source.rows), usable: format.n(source.usable) })}
        >
          {source.fileName}
        </Fact>
      )}
      <Fact label={t('about.signature')} note={campaign.signature.code}>
        【{campaign.signature.name}】
      </Fact>
      <Fact label={t('about.template')}>{campaign.template.code}</Fact>
      <Fact label={t('about.parts')}>
        <span data-testid="report-parts">{t('common:messages', { n: format.n(campaign.parts) })}</span>
      </Fact>
    </dl>
  )
}

const Fact = ({
  label,
  note,
  children,
}: {
  readonly label: string
  readonly note?: string
  readonly children: ReactNode
}) => (
  <div className={styles['fact']}>
    <dt>{label}</dt>
    <dd>
      <span>{children}</span>
      {note !== undefined && <span className={styles['small']}>{note}</span>}
    </dd>
  </div>
)
