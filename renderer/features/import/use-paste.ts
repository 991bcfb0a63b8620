import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'

/** Ctrl+V on the empty screen: the text that was copied in a chat or a table, or else the file. */
export const usePaste = (
  listening: boolean,
  onText: (text: string) => void,
  onFiles: (files: readonly File[]) => void,
): RefObject<HTMLElement | null> => {
  const section = useRef<HTMLElement>(null)
  const paste = useEffectEvent((event: ClipboardEvent) => {
    // Another screen is in view, or somebody writes into a field.
    if (section.current === null || section.current.offsetParent === null) return
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const files = [...(event.clipboardData?.files ?? [])]
    if (text.trim() !== '') onText(text)
    else if (files.length > 0) onFiles(files)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    if (!listening) return
    const listener = (event: ClipboardEvent): void => paste(event)
    document.addEventListener('paste', listener)
    return () => document.removeEventListener('paste', listener)
  }, [listening])
  return section
}
