import { useTranslation } from 'react-i18next'
import type { Hold } from '../../../shared/domain/states.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'

/** Why a campaign waits, and when it goes on by itself. */
export const HoldCard = ({ hold }: { readonly hold: Hold }) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  return (
    <Notice tone="warn" testId="hold-card" title={t(`hold.${hold.reason}.what`)}>
      <p>{t(`hold.${hold.reason}.do`)}</p>
      {/* Offline it only says when the next try is, and that is no promise. */}
      {hold.until !== undefined && hold.reason !== 'offline' && (
        <p>{t('hold.until', { time: format.shanghai(hold.until) })}</p>
      )}
    </Notice>
  )
}
