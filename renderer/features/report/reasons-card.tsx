import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { Card } from '../../components/page.tsx'
import { StateTag } from '../../components/tag.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { canMend, type Reason } from './reason.ts'
import styles from './reasons-card.module.css'
import type { Outcomes } from './retry-dialog.tsx'
import { useReasonText } from './use-reason-text.ts'

/** More than these are seldom; they are a click away. */
const shownAtFirst = 6

type Ways = {
  readonly onResend: (reason: Reason) => void
  readonly onShow: (reason: Reason) => void
}

/** Why people were not accepted, the most frequent reason first; each with what to do and one button. */
export const ReasonsCard = ({ outcomes, onResend, onShow }: Ways & { readonly outcomes: Outcomes }) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const texts = useReasonText()
  const [all, setAll] = useState(false)
  const { reasons } = outcomes
  if (reasons.length === 0) return null
  return (
    <Card title={t('reasons.title')} note={t('reasons.note')} testId="reasons">
      <ol>
        {(all ? reasons : reasons.slice(0, shownAtFirst)).map(reason => {
          const { what, todo } = texts(reason)
          return (
            <li
              key={`${reason.state} ${reason.code} ${reason.cause}`}
              className={styles['reason']}
              data-testid="reason"
              data-state={reason.state}
              data-code={reason.code ?? ''}
              data-cause={reason.cause ?? ''}
              data-count={reason.count}
            >
              <span className={styles['count']}>
                <TextButton look="link" onPress={() => onShow(reason)} testId="reason-people">
                  {t('common:people', { n: format.n(reason.count) })}
                </TextButton>
              </span>
              <StateTag state={reason.state} />
              <div className={styles['words']}>
                <p className={styles['what']}>{what}</p>
                <p className={styles['do']}>{todo}</p>
              </div>
              <Remedy reason={reason} onResend={onResend} onShow={onShow} />
            </li>
          )
        })}
      </ol>
      {!all && reasons.length > shownAtFirst && (
        <TextButton look="link" onPress={() => setAll(true)} testId="reasons-all">
          {t('reasons.all', { n: format.n(reasons.length) })}
        </TextButton>
      )}
    </Card>
  )
}

/** The one button of a reason: where something is done about it, or else who they are. */
const Remedy = ({ reason, onResend, onShow }: Ways & { readonly reason: Reason }) => {
  const { t } = useTranslation('report')
  const format = useFormat()
  const { go } = useApp()
  if (canMend(reason))
    return (
      <Button onClick={() => onResend(reason)} data-testid="reason-resend">
        {t('retry.open')}
      </Button>
    )
  if (reason.state === 'unknown' && reason.open > 0)
    return (
      <Button onClick={() => go({ screen: 'unknowns' })} data-testid="reason-decide">
        {t('reasons.decide')}
      </Button>
    )
  return (
    <Button onClick={() => onShow(reason)} data-testid="reason-show">
      {t('reasons.show', { n: format.n(reason.count) })}
    </Button>
  )
}
