import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthVerdict } from '../../../shared/sms/parts.ts'
import { fillTemplate, isBlank, messageOf, type ParsedTemplate } from '../../../shared/sms/template.ts'
import { useApp } from '../../app/app-context.ts'
import { Notice } from '../../components/notice.tsx'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { useFormat } from '../../lib/format.ts'
import { FindingList } from '../review/finding-list.tsx'
import { reviewOf } from '../review/review-settings.ts'
import type { QuickMessage } from './quick-message.ts'
import styles from './quick-preview.module.css'

/** The message as it will be read, with its length and parts. */
export const QuickPreview = ({
  phone,
  message,
  parsed,
  values,
  onMessage,
}: {
  readonly phone: string
  readonly message: QuickMessage
  readonly parsed: ParsedTemplate
  readonly values: ReadonlyMap<string, string>
  /** Null once it is sent: nothing can be mended in it any more. */
  readonly onMessage: ((message: QuickMessage) => void) | null
}) => {
  const { t } = useTranslation(['quickSend', 'compose'])
  const format = useFormat()
  const { settings } = useApp()
  const { optOutWording } = settings
  const { signature, template } = message
  // What is still blank stands as the template writes it.
  const filled = fillTemplate(parsed, name => {
    const value = values.get(name) ?? ''
    return isBlank(value) ? `\${${name}}` : value
  })
  const measured = lengthVerdict({
    signatureName: signature.name,
    filledText: filled.text,
    optOutWording,
  })
  const findings = useMemo(() => {
    const review = reviewOf(message, settings)
    return [
      ...review.findings,
      ...review
        .valueFindings(parsed.variables.map(name => values.get(name) ?? ''))
        .filter(({ rule }) => rule !== 'value-empty'),
    ]
  }, [message, settings, parsed, values])
  const isEmpty = isBlank(template.text)
  return (
    <aside className={styles['panel']}>
      <h2 className={styles['title']}>{t('preview')}</h2>
      {isEmpty ? (
        <p className={styles['waiting']}>{t('waiting')}</p>
      ) : (
        <>
          <p className={styles['phone']}>{phone}</p>
          <PhoneBubble
            text={messageOf(signature.name, filled.text)}
            appended={optOutWording}
            testId="quick-preview"
          />
          <p className={styles['measures']}>
            {t('measures', { length: format.n(measured.length), parts: format.n(measured.parts) })}
          </p>
          {measured.verdict === 'too-long' && <Notice tone="bad">{t('compose:preview.tooLong')}</Notice>}
          {measured.verdict === 'maybe-too-long' && (
            <Notice tone="warn">{t('compose:preview.maybeTooLong')}</Notice>
          )}
          <FindingList
            findings={findings}
            parts={measured.parts}
            texts={{
              signature: signature.name,
              text: template.text,
              valueOf: variable => values.get(variable) ?? '',
            }}
            {...(onMessage !== null && {
              onMend: (where: 'signature' | 'text', mended: string) =>
                onMessage(
                  where === 'signature'
                    ? { signature: { ...signature, name: mended }, template }
                    : { signature, template: { ...template, text: mended } },
                ),
            })}
          />
        </>
      )}
    </aside>
  )
}
