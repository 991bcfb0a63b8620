import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { AbovePage } from '../../components/above-page.tsx'
import { Notice } from '../../components/notice.tsx'
import type { Content } from '../compose/content.ts'
import { isOverwritten, isSameMessage } from '../library/used-content.ts'
import type { CopiedCampaign } from './copied-campaign.ts'

/** A copy that the wizard has taken, and what had been written before. */
export type TakenCopy = {
  readonly copy: CopiedCampaign
  readonly before: { readonly content: Content; readonly mode: Mode }
}

/** Says where the content comes from, until something else is written; gives back what was written before. */
export const CopiedNotice = ({
  taken: { copy, before },
  content,
  listIsChosen,
  onUndo,
}: {
  readonly taken: TakenCopy
  readonly content: Content
  readonly listIsChosen: boolean
  readonly onUndo: () => void
}) => {
  const { t } = useTranslation('again')
  const withList = copy.contacts !== null
  if (!isSameMessage(content, copy.message) || (listIsChosen && !withList)) return null
  return (
    <AbovePage>
      <Notice
        tone="good"
        testId="copied-notice"
        {...(isOverwritten(before.content, copy.message)
          ? {
              actions: (
                <Button onClick={onUndo} data-testid="copied-undo">
                  {t('undo')}
                </Button>
              ),
            }
          : {})}
      >
        {t(withList ? 'taken' : 'takenWithoutList', { name: copy.name })}
      </Notice>
    </AbovePage>
  )
}
