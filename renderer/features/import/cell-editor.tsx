import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './rows-table.module.css'

export type EditorStep = { readonly place: number; readonly column: number }

const stay: EditorStep = { place: 0, column: 0 }

/**
 * A cell being changed. Enter takes the text and goes down, Tab goes on to the right, Escape leaves the cell as it was;
 * clicking elsewhere, or scrolling the row out of view, takes the text too, so that nothing typed is lost.
 */
export const CellEditor = ({
  text,
  load,
  onTake,
  onClose,
}: {
  /** Null where the table shows less than the cell holds. */
  readonly text: string | null
  readonly load: () => Promise<string>
  readonly onTake: (text: string, step: EditorStep) => void
  readonly onClose: () => void
}) => {
  const { t } = useTranslation('import')
  const input = useRef<HTMLInputElement>(null)
  const [whole, setWhole] = useState(text)
  const left = useRef(false)
  const draft = useRef(text)
  // That of the row in which writing began: the row at this place may be another by now.
  const take = useRef(onTake)

  useEffect(() => {
    if (whole === null)
      void load().then(
        loaded => {
          draft.current = loaded
          setWhole(loaded)
        },
        () => onClose(),
      )
    else input.current?.select()
  }, [whole, load, onClose])
  useEffect(
    () => () => {
      if (!left.current && draft.current !== null) take.current(draft.current, stay)
    },
    [],
  )

  const leave = (step: EditorStep | null): void => {
    if (left.current) return
    left.current = true
    if (step === null || draft.current === null) onClose()
    else take.current(draft.current, step)
  }

  if (whole === null) return null
  return (
    <input
      ref={input}
      className={styles['editor']}
      defaultValue={whole}
      aria-label={t('edit.label')}
      // biome-ignore lint/a11y/noAutofocus: the owner has just pressed a key or clicked to write here
      autoFocus
      spellCheck={false}
      onChange={event => {
        draft.current = event.target.value
      }}
      onBlur={() => leave(stay)}
      onKeyDown={event => {
        event.stopPropagation()
        // While an input method composes, Enter takes its word and not the cell.
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') leave({ place: event.shiftKey ? -1 : 1, column: 0 })
        else if (event.key === 'Tab') leave({ place: 0, column: event.shiftKey ? -1 : 1 })
        else if (event.key === 'Escape') leave(null)
        else return
        event.preventDefault()
      }}
      data-testid="cell-editor"
    />
  )
}
