import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import styles from './double-warning.module.css'

/**
 * Before something that may have gone out goes out again: how many may get it twice, and in practice that the owner knows.
 * For real, the app asks that in a window of the system's.
 */
export const DoubleWarning = ({
  people,
  mode,
  knows,
  onKnows,
}: {
  readonly people: number
  readonly mode: Mode
  readonly knows: boolean
  readonly onKnows: (knows: boolean) => void
}) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  const n = format.n(people)
  return (
    <Notice tone="warn" title={t('double.title', { n })} testId="double-warning">
      <p>{t('double.text')}</p>
      {mode === 'practice' && (
        <Checkbox
          className={styles['knows'] ?? ''}
          checked={knows}
          onChange={event => onKnows(event.target.checked)}
          data-testid="double-knows"
        >
          {t('double.knows', { n })}
        </Checkbox>
      )}
    </Notice>
  )
}
