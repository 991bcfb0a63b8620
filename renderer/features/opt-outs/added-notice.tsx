import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { Added } from './add-phones.ts'
import styles from './added-notice.module.css'

/** So many texts that are no phone are named; the others are counted. */
const named = 12

/** What came of adding: how many are new, were there already, and which texts are no phone. */
export const AddedNotice = ({
  added,
  fileName,
  sheet = null,
  onMend,
}: {
  /** Null: the file holds no phone. */
  readonly added: Added | null
  readonly fileName: string | null
  /** The sheet that was read where the file has others too. */
  readonly sheet?: string | null
  /** Puts the texts that are no phone back into the field. */
  readonly onMend: (texts: readonly string[]) => void
}) => {
  const { t } = useTranslation('optOuts')
  const format = useFormat()
  if (added === null)
    return (
      <Notice tone="warn" title={t('result.noPhones', { name: fileName ?? '' })} testId="opt-outs-added">
        {t('result.noPhonesDo')}
      </Notice>
    )
  const parts = [
    t('result.added', { n: format.n(added.added) }),
    ...(added.present > 0 ? [t('result.present', { n: format.n(added.present) })] : []),
    ...(added.bad > 0 ? [t('result.bad', { n: format.n(added.bad) })] : []),
  ]
  const shown = added.badTexts.slice(0, named)
  const source = fileName === null ? '' : t('result.from', { name: fileName })
  return (
    <div
      data-testid="opt-outs-added"
      data-added={added.added}
      data-present={added.present}
      data-bad={added.bad}
    >
      <Notice
        tone={added.bad > 0 || sheet !== null ? 'warn' : 'good'}
        title={source + parts.join(t('result.separator'))}
        {...(added.bad > 0 && fileName === null && added.badTexts.length === added.bad
          ? {
              actions: (
                <Button
                  onClick={() => onMend(added.badTexts.map(({ text }) => text))}
                  data-testid="opt-out-mend"
                >
                  {t('result.mend')}
                </Button>
              ),
            }
          : {})}
      >
        {sheet !== null && <p>{t('result.sheet', { name: sheet })}</p>}
        {added.bad > 0 ? (
          <>
            {t(fileName === null ? 'result.badDo' : 'result.badFileDo')}
            <ul className={styles['texts']} data-testid="opt-out-bad">
              {shown.map(({ row, text }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand there twice
                <li key={place} className="selectable">
                  {row !== null && (
                    <span className={styles['where']}>{t('result.row', { row: format.n(row) })}</span>
                  )}
                  {text === '' ? t('result.blank') : text}
                </li>
              ))}
              {added.bad > shown.length && (
                <li>{t('result.more', { n: format.n(added.bad - shown.length) })}</li>
              )}
            </ul>
          </>
        ) : (
          t('result.good')
        )}
      </Notice>
    </div>
  )
}
