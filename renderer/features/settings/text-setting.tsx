import { Input } from 'antd'
import { useState } from 'react'
import type { SettingsPatch } from '../../../shared/domain/settings.ts'
import { type SettingName, useSaving } from './saving.ts'
import { problemId, SettingRow } from './setting-row.tsx'

/** What is made of a text: a change and the text as it is kept, or what is wrong with it. */
export type ReadText =
  | { readonly ok: true; readonly patch: SettingsPatch; readonly kept: string }
  | { readonly ok: false; readonly problem: string }

type TextProps = {
  readonly id: string
  readonly of: SettingName
  readonly label: string
  readonly hint: string
  readonly placeholder?: string
  readonly className: string
  /** What is in force, as it is typed. */
  readonly value: string
  readonly lines?: number
  readonly read: (typed: string) => ReadText
}

/** A text that is saved when the field is left; one that can't be taken stays in the field and changes nothing. */
export const TextSetting = ({ id, of, label, hint, value, lines = 1, read, ...field }: TextProps) => {
  const { save, hush } = useSaving()
  const [typed, setTyped] = useState(value)
  const [problem, setProblem] = useState<string | null>(null)
  const commit = (): void => {
    const made = read(typed)
    if (!made.ok) {
      hush()
      setProblem(made.problem)
      return
    }
    setTyped(made.kept)
    if (made.kept !== value) save(made.patch)
  }
  const props = {
    ...field,
    ...(problem === null ? {} : { status: 'error' as const }),
    id,
    value: typed,
    spellCheck: false,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : problemId(id),
    onChange: (event: { readonly target: { readonly value: string } }) => {
      setTyped(event.target.value)
      setProblem(null)
      hush()
    },
    onBlur: commit,
    'data-testid': id,
  }
  return (
    <SettingRow id={id} of={of} label={label} hint={hint} problem={problem}>
      {lines === 1 ? <Input {...props} onPressEnter={commit} /> : <Input.TextArea {...props} rows={lines} />}
    </SettingRow>
  )
}
