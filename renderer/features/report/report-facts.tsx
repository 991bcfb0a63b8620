import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { estimatedCost } from '../../../shared/domain/billing.ts'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useFormat } from '../../lib/format.ts'
import styles from './report-facts.module.css'

/** When, from which list, under which signature and template. */
export const ReportFacts = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation(['report', 'common', 'practice'])
  const format = useFormat()
  const { source } = campaign
  return (
    <dl>
      <Fact label={t('about.mode')} {...(campaign.mode === 'practice' ? { note: t('practice') } : {})}>
        <span data-testid="report-mode" data-mode={campaign.mode}>
          {t(`practice:mode.${campaign.mode}`)}
        </span>
      </Fact>
      {campaign.startedAt !== null && (
        <Fact label={t('about.started')} note={t('about.zone')}>
          {format.dateTime(campaign.startedAt)}
        </Fact>
      )}
      {campaign.finishedAt !== null && (
        <Fact label={t('about.finished')} note={t('about.zone')}>
          {format.dateTime(campaign.finishedAt)}
        </Fact>
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
      <Billed campaign={campaign} />
    </dl>
  )
}

/** What the provider took and so bills; what it may have taken is named, never counted in. */
const Billed = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const { pricePerPart } = useApp().settings
  const { accepted, unknown } = campaign.partsByState
  const messages = (n: number): string => t('common:messages', { n: format.n(n) })
  const cost = pricePerPart === null ? null : format.money(estimatedCost(accepted, pricePerPart))
  return (
    <>
      <Fact
        label={t('about.parts')}
        {...(unknown === 0 ? {} : { note: t('about.partsUnknown', { parts: messages(unknown) }) })}
      >
        <span data-testid="report-parts" data-count={accepted}>
          {messages(accepted)}
        </span>
      </Fact>
      {cost !== null && (
        <Fact
          label={t('about.cost')}
          note={
            campaign.mode === 'practice'
              ? t('about.costPractice')
              : t('about.costNote', { price: pricePerPart })
          }
        >
          <span data-testid="report-cost">{cost}</span>
        </Fact>
      )}
    </>
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
