import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/ipc/result.ts'
import { Notice } from './notice.tsx'

/** What failed and what to do, by the error's code; with the detail for a supporter in small print. */
export const ErrorNotice = ({ error, testId }: { readonly error: AppError; readonly testId?: string }) => {
  const { t } = useTranslation('errors')
  return (
    <Notice tone="bad" title={t(`${error.code}.what`)} urgent {...(testId === undefined ? {} : { testId })}>
      {t(`${error.code}.do`)}
      {error.where !== undefined && <div>{t('where', { where: error.where })}</div>}
      {error.detail !== undefined && (
        <div className="selectable">{t('detail', { detail: error.detail })}</div>
      )}
    </Notice>
  )
}
