import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { Notice } from '../../components/notice.tsx'

/** Real sending is chosen and there is no account: where to enter it, with nothing lost on the way. */
export const NeedCredentials = () => {
  const { t } = useTranslation('practice')
  const { go } = useApp()
  return (
    <Notice
      tone="warn"
      title={t('needCredentials.title')}
      testId="need-credentials"
      actions={<Button onClick={() => go({ screen: 'settings' })}>{t('needCredentials.action')}</Button>}
    >
      {t('needCredentials.text')}
    </Notice>
  )
}
