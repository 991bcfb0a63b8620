import { Button, Input } from 'antd'
import { type Dispatch, memo, type ReactNode, type SetStateAction, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParsedTemplate } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { FillButtons } from '../library/fill-buttons.tsx'
import { useFill } from '../library/use-fill.ts'
import { SlipList } from '../review/slip-list.tsx'
import type { Content } from './content.ts'
import styles from './message-card.module.css'
import { StartersDialog } from './starters-dialog.tsx'
import { TemplateField } from './template-field.tsx'

type MessageProps = {
  readonly content: Content
  readonly parsed: ParsedTemplate
  /** Names of the list's columns. */
  readonly columns: readonly string[]
  /** What the review says of the message. */
  readonly review: ReactNode
  readonly onChange: Dispatch<SetStateAction<Content>>
}

/** What is typed into a field becomes part of the content. */
type Write = (last: Content, typed: string) => Content

const writeName: Write = (last, name) => ({ ...last, signature: { ...last.signature, name } })
const writeSignatureCode: Write = (last, code) => ({
  ...last,
  signature: { ...last.signature, code: cleanValue(code) },
})
const writeTemplateCode: Write = (last, code) => ({
  ...last,
  template: { ...last.template, code: cleanValue(code) },
})
const writeText: Write = (last, text) => ({ ...last, template: { ...last.template, text } })

/** Signature and template, as the provider approved them. Leafing through the preview spares it. */
export const MessageCard = memo(function MessageCard({
  content,
  parsed,
  columns,
  review,
  onChange,
}: MessageProps) {
  const { t } = useTranslation('compose')
  const [choosing, setChoosing] = useState(false)
  const { signature, template } = content
  const { fill, undo } = useFill(content, message => onChange(last => ({ ...last, ...message })))
  return (
    <Card
      title={t('message.title')}
      note={t('message.note')}
      extra={
        <FillButtons message={content} onFill={fill} undo={undo}>
          <Button onClick={() => setChoosing(true)} data-testid="starters">
            {t('template.starters')}
          </Button>
        </FillButtons>
      }
    >
      <div className={styles['codes']}>
        <CodeField
          id="signature-name"
          label={t('signature.name')}
          hint={t('signature.nameHint')}
          placeholder={t('signature.namePlaceholder')}
          maxLength={40}
          value={signature.name}
          write={writeName}
          onChange={onChange}
        />
        <CodeField
          id="signature-code"
          label={t('signature.code')}
          hint={t('signature.codeHint')}
          value={signature.code}
          write={writeSignatureCode}
          onChange={onChange}
        />
        <CodeField
          id="template-code"
          label={t('template.code')}
          hint={t('template.codeHint')}
          value={template.code}
          write={writeTemplateCode}
          onChange={onChange}
        />
      </div>
      <Field id="template-text" label={t('template.text')} hint={t('template.textHint')}>
        <TemplateField
          id="template-text"
          text={template.text}
          parsed={parsed}
          placeholder={t('template.textPlaceholder')}
          onText={text => onChange(last => writeText(last, text))}
        />
      </Field>
      <div className={styles['problems']}>
        <SlipList
          text={template.text}
          columns={columns}
          onMend={text => onChange(last => writeText(last, text))}
        />
      </div>
      {parsed.problems.length > 0 && (
        <div className={styles['problems']}>
          {parsed.problems.map(problem => (
            <Notice key={problem.position} tone="warn" testId="template-problem">
              {t(`template.problem.${problem.kind}`, { position: problem.position + 1 })}
            </Notice>
          ))}
        </div>
      )}
      {review}
      <StartersDialog
        open={choosing}
        onClose={() => setChoosing(false)}
        onUse={text => {
          setChoosing(false)
          fill({ signature, template: { ...template, text } })
        }}
      />
    </Card>
  )
})

/** Typing into another field spares it. */
const CodeField = memo(function CodeField({
  id,
  label,
  hint,
  placeholder = '',
  maxLength = 64,
  value,
  write,
  onChange,
}: {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly placeholder?: string
  readonly maxLength?: number
  readonly value: string
  readonly write: Write
  readonly onChange: Dispatch<SetStateAction<Content>>
}) {
  return (
    <Field id={id} label={label} hint={hint}>
      <Input
        id={id}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        spellCheck={false}
        onChange={event => {
          const typed = event.target.value
          onChange(last => write(last, typed))
        }}
        data-testid={id}
      />
    </Field>
  )
})
