import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import type { Content } from '../compose/content.ts'
import { isOverwritten, isSameMessage } from '../library/used-content.ts'
import type { CopiedCampaign } from './copied-campaign.ts'
import styles from './copied-notice.module.css'

/** A copy that the wizard has taken, and what had been written before. */
export type TakenCopy = { readonly copy: CopiedCampaign; readonly before: Content }

/** Says where the content comes from, until something else is written; gives back what was written before. */
export const CopiedNotice = ({
  taken: { copy, before },
  content,
  needsList,
  onUndo,
}: {
  readonly taken: TakenCopy
  readonly content: Content
  readonly needsList: boolean
  readonly onUndo: () => void
}) => {
  const { t } = useTranslation('again')
  if (!isSameMessage(content, copy.message)) return null
  return (
    <div className={styles['place']}>
      <Notice
        tone="good"
        testId="copied-notice"
        {...(isOverwritten(before, copy.message)
          ? {
              actions: (
                <Button onClick={onUndo} data-testid="copied-undo">
                  {t('undo')}
                </Button>
              ),
            }
          : {})}
      >
        {t(needsList ? 'takenWithoutList' : 'taken', { name: copy.name })}
      </Notice>
    </div>
  )
}
