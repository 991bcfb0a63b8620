import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { Kept } from './keep-dialog.tsx'

/** What came of saving: how many people are new in the list, were changed, or stayed as they were. */
export const KeptNotice = ({ kept, action }: { readonly kept: Kept; readonly action?: ReactNode }) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  return (
    <div
      data-testid="kept"
      data-added={kept.added}
      data-updated={kept.updated}
      data-unchanged={kept.unchanged}
    >
      <Notice
        tone="good"
        title={t('kept.title', { name: kept.name })}
        {...(action === undefined ? {} : { actions: action })}
      >
        {t('kept.text', {
          added: format.n(kept.added),
          updated: format.n(kept.updated),
          unchanged: format.n(kept.unchanged),
        })}
      </Notice>
    </div>
  )
}
