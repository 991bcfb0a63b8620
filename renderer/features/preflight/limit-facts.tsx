import { useTranslation } from 'react-i18next'
import type { Preflight } from '../../../shared/domain/campaign.ts'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { Fact } from './fact.tsx'

/** Whether a real campaign fits into today's budget and into the remaining parts; nothing where neither is known. */
export const LimitFacts = ({ preflight: { campaignId, parts } }: { readonly preflight: Preflight }) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const [status] = useLoaded(() => call(bridge.limits.status()), [campaignId, parts])
  if (status.state !== 'loaded') return null
  const { today, remaining } = status.value
  if (today.limit === null && remaining === null) return null
  const left = today.limit === null ? null : Math.max(0, today.limit - today.parts)
  return (
    <>
      <dl>
        {today.limit !== null && (
          <Fact label={t('limits.today')} testId="fact-today">
            {t('limits.used', { used: format.n(today.parts), limit: format.n(today.limit) })}
          </Fact>
        )}
        {remaining !== null && (
          <Fact
            label={t('limits.remaining')}
            note={t('limits.typed', {
              typed: format.n(remaining.typed),
              time: format.dateTime(remaining.atMs),
            })}
            testId="fact-remaining"
          >
            {t('limits.left', { left: format.n(remaining.parts) })}
          </Fact>
        )}
      </dl>
      {left !== null && parts > left && (
        <Notice tone="warn" testId="budget-short">
          {t('limits.budgetShort', { left: format.n(left) })}
        </Notice>
      )}
      {remaining !== null && parts > remaining.parts && (
        <Notice tone="warn" testId="remaining-short">
          {t('limits.remainingShort', { short: format.n(parts - remaining.parts) })}
        </Notice>
      )}
    </>
  )
}
