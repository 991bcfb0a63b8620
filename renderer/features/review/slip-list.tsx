import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { variableSlips, withoutSlip } from '../../../shared/sms/review/variable-slips.ts'
import { Notice } from '../../components/notice.tsx'

/** Variables that are written in a way that nobody fills in, each with one click that mends it. */
export const SlipList = ({
  text,
  columns,
  onMend,
}: {
  readonly text: string
  /** Names of the list's columns. */
  readonly columns: readonly string[]
  readonly onMend: (text: string) => void
}) => {
  const { t } = useTranslation('review')
  return variableSlips(text, columns).map(slip => (
    <Notice
      key={slip.start}
      tone="warn"
      testId="variable-slip"
      actions={
        <Button size="small" onClick={() => onMend(withoutSlip(text, slip))} data-testid="slip-mend">
          {t('variable.do')}
        </Button>
      }
    >
      {t('variable.like', { word: text.slice(slip.start, slip.end), better: slip.better })}
    </Notice>
  ))
}
