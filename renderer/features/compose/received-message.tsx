import { useTranslation } from 'react-i18next'
import { isBlank, messageOf, type ParsedTemplate } from '../../../shared/sms/template.ts'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { VariableMark } from './variable-mark.tsx'

/** A message as it comes in on the phone of one person, what was filled in marked. */
export const ReceivedMessage = ({
  signatureName,
  parsed,
  valueIn,
  appended,
}: {
  readonly signatureName: string
  readonly parsed: ParsedTemplate
  readonly valueIn: (variable: string) => string
  /** What the provider appends by itself. */
  readonly appended: string
}) => {
  const { t } = useTranslation('compose')
  let at = 0
  const pieces = parsed.segments.map(segment => {
    const key = at++
    if (segment.kind === 'text') return <span key={key}>{segment.text}</span>
    const value = valueIn(segment.name)
    return (
      <VariableMark
        key={key}
        number={parsed.variables.indexOf(segment.name) + 1}
        name={segment.name}
        isEmpty={isBlank(value)}
      >
        {value}
      </VariableMark>
    )
  })
  return (
    <PhoneBubble
      head={t('preview.onPhone')}
      text={
        <>
          {messageOf(signatureName, '')}
          {pieces}
        </>
      }
      appended={appended}
      testId="preview-message"
    />
  )
}
