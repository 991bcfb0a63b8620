import { type Dispatch, type SetStateAction, useMemo } from 'react'
import type { VariableSource } from '../../../shared/domain/filling.ts'
import { lengthVerdict } from '../../../shared/sms/parts.ts'
import { fillTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import { useApp } from '../../app/app-context.ts'
import type { UsableContact } from '../import/usable-contacts.ts'
import { FindingList } from '../review/finding-list.tsx'
import { reviewOf } from '../review/review-settings.ts'
import { type Content, valuesFor } from './content.ts'

/** What reviewers may refuse in the message, and in the values of the recipient in view. */
export const ComposeReview = ({
  content,
  sources,
  contact,
  onChange,
}: {
  readonly content: Content
  readonly sources: ReadonlyMap<string, VariableSource>
  /** Who is in view; null before the list has answered. */
  readonly contact: UsableContact | null
  readonly onChange: Dispatch<SetStateAction<Content>>
}) => {
  const { settings } = useApp()
  const { signature, template } = content
  const review = useMemo(() => reviewOf({ signature, template }, settings), [signature, template, settings])
  const values = useMemo(
    () => (contact === null ? null : valuesFor(sources, content, contact)),
    [contact, sources, content],
  )
  const findings = useMemo(
    () => [
      ...review.findings,
      // Who has a blank value is left out or gets another text: the card of the variables says so.
      ...(values === null
        ? []
        : review.valueFindings([...values.values()]).filter(({ rule }) => rule !== 'value-empty')),
    ],
    [review, values],
  )
  const { parts } = useMemo(
    () =>
      lengthVerdict({
        signatureName: signature.name,
        filledText: fillTemplate(parseTemplate(template.text), name => values?.get(name)).text,
        optOutWording: settings.optOutWording,
      }),
    [signature.name, template.text, values, settings.optOutWording],
  )
  return (
    <FindingList
      findings={findings}
      parts={parts}
      texts={{
        signature: signature.name,
        text: template.text,
        valueOf: variable => values?.get(variable) ?? '',
      }}
      onMend={(where, mended) =>
        onChange(last => {
          // What was typed since these findings were drawn is not overwritten.
          if (last.signature.name !== signature.name || last.template.text !== template.text) return last
          return where === 'signature'
            ? { ...last, signature: { ...last.signature, name: mended } }
            : { ...last, template: { ...last.template, text: mended } }
        })
      }
    />
  )
}
