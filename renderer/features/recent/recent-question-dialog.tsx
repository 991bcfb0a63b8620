import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { Dialog } from '../../components/dialog.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { HadPeople } from './had-people.tsx'
import { recentQuestion } from './recent-question.ts'

/** Asks about people who were sent something since the owner last looked; mounted once. */
export const RecentQuestionDialog = () => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const { settings } = useApp()
  const question = recentQuestion.use()
  const [listed, setListed] = useState<typeof question>(null)
  const isListed = question !== null && listed === question
  const n = format.n(question?.people ?? 0)
  const { recentHours: hours, recentMessages: messages } = settings
  return (
    <Dialog
      open={question !== null}
      title={t('recentMore.title', { n })}
      onClose={() => question?.answer('stop')}
      wide={isListed}
      testId="recent-more"
      actions={
        <>
          <Button size="large" onClick={() => question?.answer('stop')} data-testid="recent-more-stop">
            {t('recentMore.stop')}
          </Button>
          <Button size="large" onClick={() => question?.answer('send')} data-testid="recent-more-send">
            {t('recentMore.send')}
          </Button>
          <Button
            type="primary"
            size="large"
            onClick={() => question?.answer('skip')}
            data-testid="recent-more-skip"
          >
            {t('recentMore.skip')}
          </Button>
        </>
      }
    >
      <p>{t('recentMore.text', { hours: format.n(hours), messages: format.n(messages) })}</p>
      {question !== null && !isListed && (
        <TextButton look="link" onPress={() => setListed(question)} testId="recent-more-list">
          {t('people.seeAll', { n })}
        </TextButton>
      )}
      {isListed && <HadPeople campaignId={question.campaignId} of={{ kind: 'recent', span: 'new' }} />}
    </Dialog>
  )
}
