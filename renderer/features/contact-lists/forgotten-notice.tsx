import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'

/** What came of forgetting somebody: from how many lists they are gone, and what stays. */
export type Forgotten = {
  readonly phone: string
  readonly lists: number
  readonly optedOut: boolean
  readonly campaigns: number
}

export const ForgottenNotice = ({ forgotten }: { readonly forgotten: Forgotten }) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  const { phone, lists, optedOut, campaigns } = forgotten
  return (
    <Notice tone="good" title={t('forgotten.title', { phone, n: format.n(lists) })} testId="forgotten">
      {optedOut && t('forgotten.optedOut')}
      {campaigns > 0 && t('forget.campaigns', { n: format.n(campaigns) })}
    </Notice>
  )
}
