import { useTranslation } from 'react-i18next'
import type { CampaignView, Content } from '../../../shared/domain/campaign.ts'
import { messageOf } from '../../../shared/sms/template.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './content-history.module.css'

/** What a campaign said over time, where its owner changed it; nothing where that never happened. */
export const ContentHistory = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  const campaignId = campaign.id
  const [earlier] = useLoaded(
    () => call(bridge.campaigns.earlierContents({ campaignId })),
    [campaignId, campaign.template.code, campaign.template.text, campaign.signature.code],
  )
  if (earlier.state === 'failed') return <ErrorNotice error={earlier.error} />
  if (earlier.state === 'loading' || earlier.value.length === 0) return null
  return (
    <Card title={t('contents.title')} note={t('contents.note')} testId="content-history">
      <ol className={styles['list']}>
        {earlier.value.map(({ version, untilMs, ...content }) => (
          <Version
            key={version}
            content={content}
            when={t('contents.until', { time: format.moment(untilMs) })}
          />
        ))}
        <Version content={campaign} when={t('contents.last')} />
      </ol>
    </Card>
  )
}

const Version = ({
  content: { signature, template },
  when,
}: {
  readonly content: Content
  readonly when: string
}) => {
  const { t } = useTranslation('report')
  return (
    <li className={styles['version']} data-testid="content-version" data-template={template.code}>
      <p className={styles['when']}>{when}</p>
      <p>{messageOf(signature.name, template.text)}</p>
      <p className={styles['codes']}>
        {t('contents.codes', { signature: signature.code, template: template.code })}
      </p>
    </li>
  )
}
