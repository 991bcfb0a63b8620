import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Lint, lintMessage, lintValues } from '../../../shared/sms/lint.ts'
import { useApp } from '../../app/app-context.ts'
import { Icon } from '../../components/icon.tsx'
import type { Content } from './content.ts'
import styles from './lint-list.module.css'

/** What platforms usually ask for and this message does not have. It warns; the owner decides. */
export const LintList = ({
  content,
  values,
}: {
  readonly content: Content
  readonly values: ReadonlyMap<string, string> | null
}) => {
  const { t } = useTranslation('compose')
  const { settings } = useApp()
  const { warnWords, optOutWording } = settings
  const signatureName = content.signature.name
  const templateText = content.template.text
  const lints = useMemo(
    () => [
      ...lintMessage({ signatureName, templateText, warnWords, optOutWording }),
      ...(values === null ? [] : lintValues(Object.fromEntries(values))),
    ],
    [signatureName, templateText, warnWords, optOutWording, values],
  )
  // A signature that has not been written yet is missing, not too short.
  const shown = lints.filter(lint => lint.kind !== 'signature-length' || signatureName !== '')
  return (
    <section className={styles['lints']} data-testid="lints">
      <h3 className={styles['title']}>{t('lints.title')}</h3>
      {shown.length === 0 ? (
        <p className={styles['ok']}>
          <Icon name="check" size={16} />
          {t('lints.ok')}
        </p>
      ) : (
        <ul>
          {shown.map(lint => (
            <li
              key={`${lint.kind} ${lint.where ?? ''} ${lint.word ?? ''} ${lint.variable ?? ''}`}
              className={styles['item']}
              data-testid="lint"
              data-lint={lint.kind}
            >
              <Icon name="warning" size={16} />
              <LintText lint={lint} signatureName={signatureName} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const LintText = ({ lint, signatureName }: { readonly lint: Lint; readonly signatureName: string }) => {
  const { t } = useTranslation('compose')
  const word = lint.word ?? ''
  const variable = lint.variable ?? ''
  switch (lint.kind) {
    case 'refusal-missing':
      return t('lints.refusal-missing')
    case 'refusal-older-form':
      return t('lints.refusal-older-form', { word })
    case 'signature-length':
      return t('lints.signature-length', { n: Array.from(signatureName.trim()).length })
    case 'brackets':
      return t(`lints.brackets-${lint.where ?? 'text'}`, { variable })
    case 'warn-word':
      return t('lints.warn-word', { word })
    case 'url':
      return t(lint.where === 'value' ? 'lints.url-value' : 'lints.url-text', { word, variable })
  }
}
