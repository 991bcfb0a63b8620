import { useTranslation } from 'react-i18next'
import type { Forgotten } from '../../../shared/domain/contact-list.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'

/** Somebody who was forgotten. */
export type ForgottenPerson = Forgotten & { readonly phone: string }

/** What came of forgetting somebody: from where they are gone, and what stays. */
export const ForgottenNotice = ({ forgotten }: { readonly forgotten: ForgottenPerson }) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  const { phone, lists, campaigns, works, unfinished, optedOut, rewritten } = forgotten
  return (
    <Notice tone="good" title={t('forgotten.title', { phone })} testId="forgotten">
      <p>{t('forgotten.gone', { lists: format.n(lists), campaigns: format.n(campaigns) })}</p>
      {works > 0 && <p>{t('forgotten.works', { n: format.n(works) })}</p>}
      {unfinished > 0 && <p>{t('forgotten.unfinished', { n: format.n(unfinished) })}</p>}
      {!rewritten && <p>{t('forgotten.waiting')}</p>}
      {optedOut && <p>{t('forgotten.optedOut')}</p>}
      <p>{t('forgotten.others')}</p>
    </Notice>
  )
}
