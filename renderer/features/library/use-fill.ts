import { useState } from 'react'
import { isOverwritten, isSameMessage, type Message } from './used-content.ts'

/** Fills a message in with a click, and takes that back as long as nothing was written since. */
export const useFill = (
  message: Message,
  onMessage: (message: Message) => void,
): { readonly fill: (next: Message) => void; readonly undo: (() => void) | null } => {
  const [filled, setFilled] = useState<{ readonly before: Message; readonly after: Message } | null>(null)
  const before =
    filled !== null && isSameMessage(message, filled.after) && isOverwritten(filled.before, filled.after)
      ? filled.before
      : null
  return {
    fill: next => {
      setFilled({ before: { signature: message.signature, template: message.template }, after: next })
      onMessage(next)
    },
    undo:
      before === null
        ? null
        : () => {
            setFilled(null)
            onMessage(before)
          },
  }
}
