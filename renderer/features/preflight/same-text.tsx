import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import styles from './history-warning.module.css'

/** Says when how many of these people had the very same text, and leaves them out with one click. */
export const SameText = ({
  campaign: { campaignId, preflight, sameText },
  onChanged,
}: {
  readonly campaign: BuiltCampaign
  readonly onChanged: () => Promise<void>
}) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const skip = useAction(async () => {
    await call(bridge.campaigns.skipSameText({ campaignId }))
    await onChanged()
  })
  const { people, sends } = sameText
  const [last] = sends
  if (last === undefined) return null
  return (
    <span className={styles['more']} data-testid="same-text" data-count={people} data-of={preflight.toSend}>
      <span>
        {t(sends.length === 1 ? 'sameText.one' : 'sameText.many', {
          time: last.startedAt === null ? '' : format.past(last.startedAt, Date.now()),
          name: last.name,
          times: format.n(sends.length),
          n: format.n(people),
          of: format.n(preflight.toSend),
        })}
      </span>
      <Button size="small" loading={skip.running} onClick={skip.run} data-testid="skip-same-text">
        {t('sameText.skip')}
      </Button>
      {skip.error !== null && <ErrorNotice error={skip.error} />}
    </span>
  )
}
