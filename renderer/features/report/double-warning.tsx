import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import styles from './double-warning.module.css'

/** Before something that may have gone out goes out again: how many may get it twice, and that the owner knows. */
export const DoubleWarning = ({
  people,
  knows,
  onKnows,
}: {
  readonly people: number
  readonly knows: boolean
  readonly onKnows: (knows: boolean) => void
}) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  const n = format.n(people)
  return (
    <Notice tone="warn" title={t('double.title', { n })} testId="double-warning">
      <p>{t('double.text')}</p>
      <Checkbox
        className={styles['knows'] ?? ''}
        checked={knows}
        onChange={event => onKnows(event.target.checked)}
        data-testid="double-knows"
      >
        {t('double.knows', { n })}
      </Checkbox>
    </Notice>
  )
}
