import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useFormat } from '../../lib/format.ts'
import { useRestoredQuestion } from './restored-question.ts'

const dayMs = 86_400_000

/** Asks before the first real sending after a restore; mounted once. */
export const RestoredQuestionDialog = () => {
  const { t } = useTranslation('backUp')
  const format = useFormat()
  const question = useRestoredQuestion()
  const madeAt = question?.madeAt ?? 0
  const days = Math.max(0, Math.floor((Date.now() - madeAt) / dayMs))
  return (
    <ConfirmDialog
      open={question !== null}
      title={t(days === 0 ? 'asked.titleToday' : 'asked.title', { n: format.n(days) })}
      onClose={() => question?.answer(false)}
      cancel={t('asked.stop')}
      cancelTestId="restored-stop"
      confirm={t('asked.go')}
      confirmTestId="restored-go"
      onConfirm={() => question?.answer(true)}
      danger
      testId="restored-question"
    >
      <p>{t('asked.text', { time: format.dateTime(madeAt) })}</p>
      <p>{t('asked.check')}</p>
    </ConfirmDialog>
  )
}
