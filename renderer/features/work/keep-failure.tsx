import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/ipc/result.ts'
import { Notice } from '../../components/notice.tsx'

/** What is in hand could not be written down: it is safe only as long as the window stands. */
export const KeepFailure = ({ error }: { readonly error: AppError }) => {
  const { t } = useTranslation(['work', 'errors'])
  return (
    <Notice tone="bad" title={t('notKept')} urgent testId="work-not-kept">
      {t(`errors:${error.code}.what`)} {t(`errors:${error.code}.do`)}
    </Notice>
  )
}
