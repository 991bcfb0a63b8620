import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { piecesOf, type Share, sharesOf } from '../../shared/domain/shares.ts'
import type { RecipientState, StateCounts } from '../../shared/domain/states.ts'
import { useFormat } from '../lib/format.ts'
import styles from './state-bar.module.css'

/** From certain to open outcomes; the two that differ only by hatching are not adjacent. */
const order = ['accepted', 'rejected', 'unknown', 'unsent', 'skipped', 'sending', 'pending'] as const

/** In percent of the bar, so that one person of a million is visible too. */
const leastLength = 0.8

type StateBarProps = {
  readonly counts: StateCounts
  /** What the bar shows, for a screen reader. */
  readonly label: string
  /** States that are left out. */
  readonly without?: readonly RecipientState[]
  /** Labels and numbers under the bar; left out if they are shown next to it anyway. */
  readonly withLegend?: boolean
  readonly testId?: string
}

/** People by state as one bar. Each state has a colour, a pattern and a label; a screen reader gets a table. */
export const StateBar = ({ counts, label, without = [], withLegend = true, testId }: StateBarProps) => {
  const { t } = useTranslation('common')
  const format = useFormat()
  const id = useId()
  const states = order.filter(state => counts[state] > 0 && !without.includes(state))
  const amounts = states.map(state => counts[state])
  const pieces = piecesOf(amounts, leastLength)
  const shares = sharesOf(amounts)
  const rows = states.map((state, place) => {
    const { from = 0, length = 0 } = pieces[place] ?? {}
    return { state, count: counts[state], from, length, share: shares[place] ?? noShare }
  })
  const words = (share: Share): string =>
    t(share.edge === null ? 'share.full' : `share.${share.edge}`, { percent: share.percent })
  return (
    <div data-testid={testId}>
      <svg className={styles['bar']} width="100%" height="18" aria-hidden="true">
        <Patterns id={id} />
        {rows.map(({ state, count, from, length }) => (
          <g key={state} data-piece={state} data-count={count}>
            <rect
              className={styles[state]}
              x={`${from}%`}
              width={`${length}%`}
              height="100%"
              fill="currentColor"
            />
            {state !== 'accepted' && (
              <rect x={`${from}%`} width={`${length}%`} height="100%" fill={`url(#${id}-${state})`} />
            )}
            {from > 0 && <line className={styles['gap']} x1={`${from}%`} x2={`${from}%`} y1="0" y2="100%" />}
          </g>
        ))}
      </svg>
      {withLegend && (
        <ul className={styles['legend']} aria-hidden="true">
          {rows.map(({ state, count, share }) => (
            <li key={state} className={styles['entry']}>
              <StateSwatch state={state} />
              {t(`state.${state}`)}
              <span className={styles['count']}>{t('people', { n: format.n(count) })}</span>
              <span className={styles['share']}>{words(share)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="visually-hidden">
        <table>
          <caption>{label}</caption>
          <tbody>
            {rows.map(({ state, count, share }) => (
              <tr key={state} data-bar-row={state} data-count={count} data-percent={share.percent}>
                <th scope="row">{t(`state.${state}`)}</th>
                <td>{t('people', { n: format.n(count) })}</td>
                <td>{words(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** The colour and pattern that a state has in the bar. */
export const StateSwatch = ({ state }: { readonly state: RecipientState }) => {
  const id = useId()
  return (
    <svg className={styles['swatch']} width="16" height="16" aria-hidden="true">
      <Patterns id={id} />
      <rect className={styles[state]} width="16" height="16" fill="currentColor" />
      {state !== 'accepted' && <rect width="16" height="16" fill={`url(#${id}-${state})`} />}
    </svg>
  )
}

const noShare: Share = { percent: 0, edge: null }

/** Strokes over the colour, which distinguish the states where colours look alike. Accepted is plain. */
const Patterns = ({ id }: { readonly id: string }) => (
  <defs>
    <pattern id={`${id}-rejected`} width="7" height="7" patternUnits="userSpaceOnUse">
      <path className={styles['stroke']} d="M0 0 7 7M7 0 0 7" />
    </pattern>
    <pattern id={`${id}-unknown`} width="6" height="6" patternUnits="userSpaceOnUse">
      <path className={styles['stroke']} d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" />
    </pattern>
    <pattern id={`${id}-unsent`} width="6" height="6" patternUnits="userSpaceOnUse">
      <path className={styles['stroke']} d="M3 0V6" />
    </pattern>
    <pattern id={`${id}-skipped`} width="6" height="6" patternUnits="userSpaceOnUse">
      <circle className={styles['dot']} cx="3" cy="3" r="1.2" />
    </pattern>
    <pattern id={`${id}-sending`} width="6" height="6" patternUnits="userSpaceOnUse">
      <path className={styles['stroke']} d="M0 3H6" />
    </pattern>
    <pattern id={`${id}-pending`} width="4" height="4" patternUnits="userSpaceOnUse" />
  </defs>
)
