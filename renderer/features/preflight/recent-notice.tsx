import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import styles from './history-warning.module.css'
import type { NamedPeople } from './people-list-dialog.tsx'

type RecentProps = {
  readonly campaign: BuiltCampaign
  readonly onChanged: () => Promise<void>
}

const useSkip = ({ campaign: { campaignId }, onChanged }: RecentProps, span: 'rule' | 'week') =>
  useAction(async () => {
    await call(bridge.campaigns.skipRecent({ campaignId, span }))
    await onChanged()
  })

/** Whom the rule on recent messages concerns, and one click to leave them out. */
export const RecentRule = (props: RecentProps) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const { settings } = useApp()
  const skip = useSkip(props, 'rule')
  const { people } = props.campaign.recent
  const { recentHours: hours, recentMessages: messages } = settings
  if (people === 0) return null
  return (
    <span className={styles['more']} data-testid="recent-day">
      <span data-count={people}>
        {t('recent.rule', { n: format.n(people), hours: format.n(hours), messages: format.n(messages) })}
      </span>
      <Button size="small" loading={skip.running} onClick={skip.run} data-testid="skip-day">
        {t('recent.skip')}
      </Button>
      {skip.error !== null && <ErrorNotice error={skip.error} />}
    </span>
  )
}

/** Who had anything within a week beyond those, their list, and one click to leave them out. */
export const RecentWeek = ({
  onOpen,
  ...props
}: RecentProps & { readonly onOpen: (people: NamedPeople) => void }) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const skip = useSkip(props, 'week')
  const { people, week } = props.campaign.recent
  const title = t('recent.week', { n: format.n(week) })
  // Where all of the week are concerned by the rule, the second choice would be the same.
  if (week <= people) return null
  return (
    <Notice
      tone="warn"
      testId="recent-week"
      actions={
        <>
          <Button
            onClick={() => onOpen({ title, of: { kind: 'had', of: { kind: 'recent', span: 'week' } } })}
            data-testid="list-week"
          >
            {t('people.see')}
          </Button>
          <Button loading={skip.running} onClick={skip.run} data-testid="skip-week">
            {t('recent.skip')}
          </Button>
        </>
      }
    >
      <span data-count={week}>{title}</span>
      {skip.error !== null && <ErrorNotice error={skip.error} />}
    </Notice>
  )
}
