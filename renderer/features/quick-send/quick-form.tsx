import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ParsedTemplate } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { FillButtons } from '../library/fill-buttons.tsx'
import { useFill } from '../library/use-fill.ts'
import styles from './quick-form.module.css'
import type { QuickMessage } from './quick-message.ts'

type FormProps = {
  readonly phone: string
  readonly isBad: boolean
  readonly message: QuickMessage
  readonly parsed: ParsedTemplate
  readonly values: ReadonlyMap<string, string>
  /** It has been sent; what is shown is what was sent. */
  readonly locked: boolean
  readonly onPhone: (phone: string) => void
  readonly onMessage: (message: QuickMessage) => void
  readonly onValue: (name: string, value: string) => void
}

/** To whom, and what: the phone first, then the words that change, then signature and template. */
export const QuickForm = (props: FormProps) => {
  const { phone, isBad, message, parsed, values, locked, onPhone, onMessage, onValue } = props
  const { t } = useTranslation('quickSend')
  const { t: compose } = useTranslation('compose')
  const { signature, template } = message
  const { fill, undo } = useFill(message, onMessage)
  return (
    <div className={styles['form']}>
      <Card title={t('to.title')}>
        <Field id="quick-phone" label={t('to.phone')} problem={isBad ? t('to.bad') : null}>
          <Input
            id="quick-phone"
            className={styles['phone'] ?? ''}
            size="large"
            value={phone}
            inputMode="tel"
            maxLength={20}
            placeholder={t('to.placeholder')}
            disabled={locked}
            autoFocus
            onChange={event => onPhone(event.target.value)}
            data-testid="quick-phone"
          />
        </Field>
      </Card>
      {parsed.variables.length > 0 && (
        <Card title={t('variables.title')} note={t('variables.note')}>
          <div className={styles['variables']}>
            {parsed.variables.map((name, index) => (
              <Field key={name} id={`quick-variable-${index}`} label={name}>
                <Input
                  id={`quick-variable-${index}`}
                  value={values.get(name) ?? ''}
                  maxLength={200}
                  disabled={locked}
                  onChange={event => onValue(name, event.target.value)}
                  data-testid={`quick-variable-${index}`}
                />
              </Field>
            ))}
          </div>
        </Card>
      )}
      <Card
        title={compose('message.title')}
        note={compose('message.note')}
        extra={<FillButtons message={message} onFill={fill} undo={undo} disabled={locked} />}
      >
        <div className={styles['codes']}>
          <CodeField
            id="quick-signature-name"
            label={compose('signature.name')}
            maxLength={40}
            value={signature.name}
            locked={locked}
            onChange={name => onMessage({ template, signature: { ...signature, name } })}
          />
          <CodeField
            id="quick-signature-code"
            label={compose('signature.code')}
            value={signature.code}
            locked={locked}
            onChange={code => onMessage({ template, signature: { ...signature, code: cleanValue(code) } })}
          />
          <CodeField
            id="quick-template-code"
            label={compose('template.code')}
            value={template.code}
            locked={locked}
            onChange={code => onMessage({ signature, template: { ...template, code: cleanValue(code) } })}
          />
        </div>
        <Field id="quick-template-text" label={compose('template.text')} hint={compose('template.textHint')}>
          <Input.TextArea
            id="quick-template-text"
            value={template.text}
            maxLength={2000}
            rows={3}
            spellCheck={false}
            disabled={locked}
            onChange={event => onMessage({ signature, template: { ...template, text: event.target.value } })}
            data-testid="quick-template-text"
          />
        </Field>
        {parsed.problems.map(problem => (
          <Notice key={problem.position} tone="warn">
            {compose(`template.problem.${problem.kind}`, { position: problem.position + 1 })}
          </Notice>
        ))}
      </Card>
    </div>
  )
}

const CodeField = ({
  id,
  label,
  maxLength = 64,
  value,
  locked,
  onChange,
}: {
  readonly id: string
  readonly label: string
  readonly maxLength?: number
  readonly value: string
  readonly locked: boolean
  readonly onChange: (value: string) => void
}) => (
  <Field id={id} label={label}>
    <Input
      id={id}
      value={value}
      maxLength={maxLength}
      spellCheck={false}
      disabled={locked}
      onChange={event => onChange(event.target.value)}
      data-testid={id}
    />
  </Field>
)
