import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { advanceOf, type RecipientState } from '../../../shared/domain/states.ts'
import { Card } from '../../components/page.tsx'
import { StateBar, StateSwatch } from '../../components/state-bar.tsx'
import { useFormat } from '../../lib/format.ts'
import { useSpanText } from '../../lib/span-text.ts'
import styles from './live-figures.module.css'
import { RatePlot } from './rate-plot.tsx'
import type { LiveProgress } from './use-campaign.ts'
import { usePace } from './use-pace.ts'

const tiles = ['accepted', 'rejected', 'unsent', 'unknown', 'sending', 'pending'] as const

/** The counts of those it is meant for by state, which add up to the total at every moment; who is skipped stands apart. */
export const LiveFigures = ({
  campaignId,
  progress,
  mode,
}: {
  readonly campaignId: number
  readonly progress: LiveProgress
  readonly mode: Mode
}) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const spanText = useSpanText()
  const { counts, status } = progress
  const { meant: total, done } = advanceOf(counts)
  const pace = usePace(campaignId)
  const left = pace.shown === null ? t('progress.unknownTime') : spanText(pace.shown.leftMs)
  return (
    <Card>
      <div className={styles['head']}>
        <p className={styles['done']}>
          <span className={styles['label']}>{t('progress.done')}</span>
          <span className={styles['big']} data-testid="count-done" data-count={done}>
            {format.n(done)}
          </span>
          <span className={styles['of']} data-testid="count-total" data-count={total}>
            {t('progress.of', { total: format.n(total) })}
          </span>
        </p>
        {status === 'sending' && (
          <dl className={styles['pace']}>
            <div>
              <dt>{t('progress.rate')}</dt>
              <dd data-testid="rate">
                {t('progress.ratePerSecond', { rate: format.rate(progress.ratePerSecond) })}
              </dd>
            </div>
            <div>
              <dt>{t('progress.left')}</dt>
              <dd data-testid="time-left">{left}</dd>
            </div>
          </dl>
        )}
      </div>
      <div
        className={styles['bar']}
        role="progressbar"
        aria-label={t('progress.label')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        data-testid="progress-bar"
      >
        <StateBar counts={counts} label={t('progress.label')} without={['skipped']} withLegend={false} />
      </div>
      {status === 'sending' && <RatePlot samples={pace.samples} />}
      <ul className={styles['tiles']}>
        {tiles.map(state => (
          <Tile key={state} state={state} count={counts[state]} text={format.n(counts[state])} />
        ))}
      </ul>
      <p className={styles['note']}>
        {t(mode === 'practice' ? 'progress.notePractice' : 'progress.note')}
        <span data-testid="count-skipped" data-count={counts.skipped}>
          {counts.skipped > 0 && t('progress.skipped', { n: format.n(counts.skipped) })}
        </span>
      </p>
    </Card>
  )
}

const Tile = ({
  state,
  count,
  text,
}: {
  readonly state: RecipientState
  readonly count: number
  readonly text: string
}) => {
  const { t } = useTranslation('common')
  return (
    <li className={`${styles['tile']} ${count === 0 ? styles['zero'] : ''}`}>
      <span className={styles['name']}>
        <StateSwatch state={state} />
        {t(`state.${state}`)}
      </span>
      <span className={styles['count']} data-testid={`count-${state}`} data-count={count}>
        {text}
      </span>
    </li>
  )
}
