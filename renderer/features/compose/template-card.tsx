import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParsedTemplate } from '../../../shared/sms/template.ts'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import type { Content } from './content.ts'
import { StartersDialog } from './starters-dialog.tsx'
import styles from './template-card.module.css'

export const TemplateCard = ({
  content,
  parsed,
  onChange,
}: {
  readonly content: Content
  readonly parsed: ParsedTemplate
  readonly onChange: (content: Content) => void
}) => {
  const { t } = useTranslation('compose')
  const [choosing, setChoosing] = useState(false)
  const { template } = content
  return (
    <Card
      title={t('template.title')}
      note={t('template.note')}
      extra={
        <Button type="link" onClick={() => setChoosing(true)} data-testid="starters">
          {t('template.starters')}
        </Button>
      }
    >
      <div className={styles['fields']}>
        <Field id="template-code" label={t('template.code')} hint={t('template.codeHint')}>
          <Input
            id="template-code"
            value={template.code}
            maxLength={64}
            spellCheck={false}
            onChange={event =>
              onChange({ ...content, template: { ...template, code: event.target.value.trim() } })
            }
            data-testid="template-code"
          />
        </Field>
        <Field id="template-text" label={t('template.text')} hint={t('template.textHint')}>
          <Input.TextArea
            id="template-text"
            className={styles['text'] ?? ''}
            value={template.text}
            maxLength={2000}
            rows={4}
            spellCheck={false}
            placeholder={t('template.textPlaceholder')}
            onChange={event => onChange({ ...content, template: { ...template, text: event.target.value } })}
            data-testid="template-text"
          />
        </Field>
        {parsed.problems.map(problem => (
          <Notice key={problem.position} tone="warn" testId="template-problem">
            {t(`template.problem.${problem.kind}`, { position: problem.position + 1 })}
          </Notice>
        ))}
      </div>
      <StartersDialog
        open={choosing}
        onClose={() => setChoosing(false)}
        onUse={text => {
          setChoosing(false)
          onChange({ ...content, template: { ...template, text } })
        }}
      />
    </Card>
  )
}
