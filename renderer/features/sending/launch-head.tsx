import { useTranslation } from 'react-i18next'
import type { Mode, Preflight } from '../../../shared/domain/campaign.ts'
import { Figures } from '../../components/figures.tsx'
import { Icon } from '../../components/icon.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useEndText } from '../preflight/use-end-text.ts'
import styles from './launch-head.module.css'

/** What is about to happen, in figures, with the colour of what it is: money and customers, or practice. */
export const LaunchHead = ({
  preflight,
  mode,
  onPeople,
}: {
  readonly preflight: Preflight
  readonly mode: Mode
  /** Opens the list of those who will get it. */
  readonly onPeople: () => void
}) => {
  const { t } = useTranslation(['sending', 'common', 'preflight'])
  const format = useFormat()
  const { toSend, parts, estimatedCost } = preflight
  const end = useEndText(preflight.estimatedSeconds, mode)
  return (
    <section className={styles['head']} data-mode={mode} data-testid="launch-head">
      <p className={styles['what']}>
        <Icon name={mode === 'real' ? 'send' : 'flask'} size={18} />
        {t(`launch.head.${mode}`)}
      </p>
      <div className={styles['row']}>
        <Figures
          figures={[
            {
              key: 'people',
              label: t('launch.all.people'),
              value: (
                <TextButton look="link" onPress={onPeople} testId="launch-people">
                  {t('common:people', { n: format.n(toSend) })}
                </TextButton>
              ),
            },
            {
              key: 'parts',
              label: t('launch.all.parts'),
              value: t('common:messages', { n: format.n(parts) }),
            },
            ...(estimatedCost === null
              ? []
              : [{ key: 'cost', label: t('launch.all.cost'), value: format.money(estimatedCost) }]),
          ]}
        />
        {toSend > 0 && (
          <p className={styles['end']} data-testid="launch-end" data-today={end.fitsToday}>
            <b>{t('launch.ends', { time: end.ends })}</b>
            {end.note !== '' && <span>{end.note}</span>}
          </p>
        )}
      </div>
    </section>
  )
}
