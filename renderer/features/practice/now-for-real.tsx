import { Button } from 'antd'
import { startTransition } from 'react'
import { useTranslation } from 'react-i18next'
import { hasCredentials, useApp } from '../../app/app-context.ts'
import { Notice } from '../../components/notice.tsx'

/** At the end of a practice campaign: the way to a real one, by way of the account where there is none yet. */
export const NowForReal = ({ onBegin }: { readonly onBegin: () => void }) => {
  const { t } = useTranslation('practice')
  const { credentials, go } = useApp()
  const ready = hasCredentials(credentials)
  return (
    <Notice
      tone="practice"
      title={t('nowForReal.title')}
      testId="now-for-real"
      actions={
        <Button
          onClick={() => {
            // Together with the way there: an empty wizard must not be seen in between.
            startTransition(onBegin)
            go({ screen: ready ? 'send' : 'settings' })
          }}
          data-testid="begin-real"
        >
          {t(ready ? 'nowForReal.begin' : 'nowForReal.account')}
        </Button>
      }
    >
      {t(ready ? 'nowForReal.text' : 'nowForReal.textAccount')}
    </Notice>
  )
}
