import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, FieldRow } from '../../components/field.tsx'
import { Card } from '../../components/page.tsx'
import type { Content } from './content.ts'

export const SignatureCard = ({
  content,
  onChange,
}: {
  readonly content: Content
  readonly onChange: (content: Content) => void
}) => {
  const { t } = useTranslation('compose')
  const { signature } = content
  return (
    <Card title={t('signature.title')} note={t('signature.note')}>
      <FieldRow>
        <Field id="signature-name" label={t('signature.name')} hint={t('signature.nameHint')}>
          <Input
            id="signature-name"
            value={signature.name}
            maxLength={40}
            placeholder={t('signature.namePlaceholder')}
            onChange={event =>
              onChange({ ...content, signature: { ...signature, name: event.target.value } })
            }
            data-testid="signature-name"
          />
        </Field>
        <Field id="signature-code" label={t('signature.code')} hint={t('signature.codeHint')}>
          <Input
            id="signature-code"
            value={signature.code}
            maxLength={64}
            spellCheck={false}
            onChange={event =>
              onChange({ ...content, signature: { ...signature, code: event.target.value.trim() } })
            }
            data-testid="signature-code"
          />
        </Field>
      </FieldRow>
    </Card>
  )
}
