import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { useFormat } from '../../lib/format.ts'
import { restoredQuestion } from './restored-question.ts'
import styles from './restored-question-dialog.module.css'

const dayMs = 86_400_000

/** Asks before the first real sending after a restore; mounted once. */
export const RestoredQuestionDialog = () => {
  const { t } = useTranslation('backUp')
  const format = useFormat()
  const question = restoredQuestion.use()
  const madeAt = question?.madeAt ?? 0
  const days = Math.max(0, Math.floor((Date.now() - madeAt) / dayMs))
  return (
    <Dialog
      open={question !== null}
      title={t(days === 0 ? 'asked.titleToday' : 'asked.title', { n: format.n(days) })}
      onClose={() => question?.answer(false)}
      testId="restored-question"
      actions={
        <>
          <Button size="large" onClick={() => question?.answer(true)} data-testid="restored-go">
            {t('asked.go')}
          </Button>
          <Button
            type="primary"
            size="large"
            onClick={() => question?.answer(false)}
            data-testid="restored-stop"
          >
            {t('asked.stop')}
          </Button>
        </>
      }
    >
      <div className={styles['text']}>
        <p>{t('asked.text', { time: format.dateTime(madeAt) })}</p>
        <p>{t('asked.check')}</p>
      </div>
    </Dialog>
  )
}
