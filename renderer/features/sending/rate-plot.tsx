import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useSpanText } from '../../lib/span-text.ts'
import type { PaceSample } from './pace.ts'
import styles from './rate-plot.module.css'

const width = 1000
const height = 48
const mostRows = 10

/** The speed since this window looks on, as a line; a screen reader gets a table of some of its points. */
export const RatePlot = ({ samples }: { readonly samples: readonly PaceSample[] }) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const spanText = useSpanText()
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined || samples.length < 3)
    return <div className={styles['waiting']} />
  const most = Math.max(...samples.map(({ perSecond }) => perSecond))
  const spanMs = last.at - first.at
  const points = samples.map(({ at, perSecond }) => {
    const x = ((at - first.at) / spanMs) * width
    const y = height - (most === 0 ? 0 : (perSecond / most) * (height - 4)) - 1
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  const every = Math.ceil(samples.length / mostRows)
  return (
    <figure className={styles['figure']} data-testid="rate-plot">
      <svg
        className={styles['plot']}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <polygon className={styles['area']} points={`0,${height} ${points.join(' ')} ${width},${height}`} />
        <polyline className={styles['line']} points={points.join(' ')} />
      </svg>
      <figcaption className={styles['caption']} aria-hidden="true">
        <span>{t('progress.plot', { span: spanText(spanMs) })}</span>
        <span>{t('progress.plotMost', { rate: format.rate(most) })}</span>
      </figcaption>
      <div className="visually-hidden">
        <table>
          <caption>{t('progress.rate')}</caption>
          <tbody>
            {samples
              .filter((_, place) => place % every === 0)
              .map(({ at, perSecond }) => (
                <tr key={at}>
                  <th scope="row">{t('progress.plotAgo', { span: spanText(last.at - at) })}</th>
                  <td>{t('progress.ratePerSecond', { rate: format.rate(perSecond) })}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
