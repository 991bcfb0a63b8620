import { useTranslation } from 'react-i18next'
import type { RecipientView } from '../../../shared/domain/campaign.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import styles from './why.module.css'

type Reason = { readonly what: string; readonly do?: string }

/** Why it came out so, and what to do; nothing for what was accepted. */
export const Why = ({ row }: { readonly row: RecipientView }) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const texts = useCodeText()
  const reasonOf = (): Reason | null => {
    switch (row.state) {
      case 'pending':
      case 'sending':
      case 'accepted':
        return null
      case 'rejected': {
        const code = row.code ?? 0
        const text = texts.code(code)
        return { what: t('recipients.code', { code, what: text.what }), do: text.do }
      }
      case 'unknown':
        return {
          what: texts.cause(row.cause),
          ...(row.resolution === null ? { do: t('recipients.unknown') } : {}),
        }
      case 'unsent':
      case 'skipped':
        return { what: texts.cause(row.cause) }
    }
  }
  const reason = reasonOf()
  if (reason === null) return null
  return (
    <div className={styles['why']} data-state={row.state} data-testid="why">
      <span className={styles['what']}>{reason.what}</span>
      {reason.do !== undefined && <span className={styles['do']}>{reason.do}</span>}
      {row.resolution !== null && (
        <span>
          <span className={styles['resolution']} data-testid="resolution" data-resolution={row.resolution}>
            {t(`common:resolution.${row.resolution}`)}
          </span>
          {row.resolvedAt !== null && (
            <span className={styles['when']} data-testid="resolved-at">
              {format.dateTime(row.resolvedAt)}
            </span>
          )}
        </span>
      )}
    </div>
  )
}
