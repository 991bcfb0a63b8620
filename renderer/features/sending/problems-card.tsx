import { useTranslation } from 'react-i18next'
import type { StateCounts } from '../../../shared/domain/states.ts'
import { Card } from '../../components/page.tsx'
import { StateTag } from '../../components/tag.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { useReasonText } from '../report/use-reason-text.ts'
import styles from './problems-card.module.css'
import { usePaced } from './use-paced.ts'

/** What stands behind most; the report has them all. */
const shown = 3
const askedEveryMs = 2000

/** Why people were not accepted so far, each with what to do; nothing while everybody is. */
export const ProblemsCard = ({
  campaignId,
  counts,
}: {
  readonly campaignId: number
  readonly counts: StateCounts
}) => {
  const { t } = useTranslation(['sending', 'common'])
  const format = useFormat()
  const texts = useReasonText()
  const troubled = counts.rejected + counts.unsent + counts.unknown
  const asked = usePaced(troubled, askedEveryMs)
  const [outcomes] = useLoaded(
    async () => (asked === 0 ? [] : (await call(bridge.campaigns.outcomes({ campaignId }))).reasons),
    [campaignId, asked],
  )
  if (outcomes.state !== 'loaded' || outcomes.value.length === 0) return null
  return (
    <Card title={t('problems.title')} testId="problems">
      <ul>
        {outcomes.value.slice(0, shown).map(reason => {
          const { what, todo } = texts(reason)
          return (
            <li
              key={`${reason.state} ${reason.code} ${reason.cause}`}
              className={styles['problem']}
              data-testid="problem"
              data-count={reason.count}
            >
              <span className={styles['count']}>{t('common:people', { n: format.n(reason.count) })}</span>
              <StateTag state={reason.state} />
              <div className={styles['words']}>
                <p className={styles['what']}>{what}</p>
                <p className={styles['do']}>{todo}</p>
              </div>
            </li>
          )
        })}
      </ul>
      {outcomes.value.length > shown && (
        <p className={styles['do']}>{t('problems.more', { n: format.n(outcomes.value.length - shown) })}</p>
      )}
    </Card>
  )
}
