import { Input } from 'antd'
import { useRef } from 'react'
import type { ParsedTemplate } from '../../../shared/sms/template.ts'
import styles from './template-field.module.css'
import { VariableMark } from './variable-mark.tsx'

/** Where each variable stands in a text as it was typed: text and variables in turn. */
const typedPieces = (
  text: string,
  parsed: ParsedTemplate,
): readonly { readonly text: string; readonly variable: string | null; readonly from: number }[] => {
  const pieces: { text: string; variable: string | null; from: number }[] = []
  let from = 0
  for (const segment of parsed.segments) {
    // Between two segments of text stands a variable in one of its spellings, blanks in its brackets among them.
    const end =
      segment.kind === 'text'
        ? from + segment.text.length
        : from + (/^\$(?:\{[^}]*\}|<[^>]*>)/.exec(text.slice(from))?.[0].length ?? 0)
    pieces.push({
      text: text.slice(from, end),
      variable: segment.kind === 'variable' ? segment.name : null,
      from,
    })
    from = end
  }
  return pieces
}

/** The approved text. Behind what is typed lies a copy of it in which the variables have their colours. */
export const TemplateField = ({
  id,
  text,
  parsed,
  placeholder,
  onText,
}: {
  readonly id: string
  readonly text: string
  readonly parsed: ParsedTemplate
  readonly placeholder: string
  readonly onText: (text: string) => void
}) => {
  const colours = useRef<HTMLDivElement>(null)
  return (
    <div className={styles['field']}>
      <div ref={colours} className={styles['colours']} aria-hidden="true" data-colours>
        {typedPieces(text, parsed).map(piece =>
          piece.variable === null ? (
            <span key={piece.from}>{piece.text}</span>
          ) : (
            <VariableMark
              key={piece.from}
              number={parsed.variables.indexOf(piece.variable) + 1}
              name={piece.variable}
              isBehind
            >
              {piece.text}
            </VariableMark>
          ),
        )}
      </div>
      <Input.TextArea
        id={id}
        className={styles['typed'] ?? ''}
        value={text}
        maxLength={2000}
        rows={3}
        spellCheck={false}
        placeholder={placeholder}
        onChange={event => onText(event.target.value)}
        onScroll={event => {
          if (colours.current !== null) colours.current.scrollTop = event.currentTarget.scrollTop
        }}
        data-testid={id}
      />
    </div>
  )
}
