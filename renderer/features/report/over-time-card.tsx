import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { Card } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './over-time-card.module.css'

type OverTime = OutputOf<'campaigns.overTime'>

const width = 1000
const height = 72
const dayMs = 86_400_000
const worded = [1000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, dayMs] as const

/** How many were accepted when, as a picture; nothing where it all happened at once. */
export const OverTimeCard = ({ campaignId }: { readonly campaignId: number }) => {
  const [loaded] = useLoaded(() => call(bridge.campaigns.overTime({ campaignId })), [campaignId])
  // What fails here is told by the table of people, which reads the same.
  if (loaded.state !== 'loaded' || loaded.value.points.length < 3) return null
  return <Plot {...loaded.value} />
}

const Plot = ({ stepMs, points }: OverTime) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const most = Math.max(...points.map(({ accepted }) => accepted))
  const known = worded.find(each => each === stepMs)
  const step =
    known === undefined ? t('overTime.days', { n: format.n(stepMs / dayMs) }) : t(`overTime.step.${known}`)
  const timeOf = stepMs < 60_000 ? format.moment : format.dateTime
  const people = (n: number): string => t('common:people', { n: format.n(n) })
  const barWidth = width / points.length
  return (
    <Card title={t('overTime.title')} note={t('overTime.note', { step })} testId="over-time">
      <figure data-testid="over-time-plot" data-step={stepMs}>
        <p className={styles['most']} aria-hidden="true">
          {t('overTime.most', { people: people(most) })}
        </p>
        <svg
          className={styles['plot']}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {points.map(({ at, accepted }, place) => {
            const length = accepted === 0 ? 0 : Math.max(1.5, (accepted / most) * (height - 2))
            return (
              <rect
                key={at}
                className={styles['bar']}
                x={place * barWidth + barWidth * 0.08}
                y={height - length}
                width={barWidth * 0.84}
                height={length}
              />
            )
          })}
        </svg>
        <figcaption className={styles['caption']} aria-hidden="true">
          <span>{timeOf(points[0]?.at ?? 0)}</span>
          <span>{timeOf((points.at(-1)?.at ?? 0) + stepMs)}</span>
        </figcaption>
        <div className="visually-hidden">
          <table>
            <caption>{t('overTime.note', { step })}</caption>
            <tbody>
              {points
                .filter(({ accepted }) => accepted > 0)
                .map(({ at, accepted }) => (
                  <tr key={at} data-accepted={accepted}>
                    <th scope="row">{timeOf(at)}</th>
                    <td>{people(accepted)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </figure>
    </Card>
  )
}
