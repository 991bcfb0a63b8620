import { i18n } from '../lib/i18n.ts'

type TextField = HTMLInputElement | HTMLTextAreaElement

const isTextField = (target: EventTarget | null): target is TextField =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** Characters of a pasted text that the field has no room for: the browser leaves them out without a word. */
export const cutBy = (
  field: Pick<TextField, 'maxLength' | 'value' | 'selectionStart' | 'selectionEnd'>,
  pasted: string,
): number => {
  if (field.maxLength < 0) return 0
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0)
  return Math.max(0, field.value.length - replaced + pasted.length - field.maxLength)
}

/** Says at the field itself, in the browser's own bubble, that a pasted text was cut; until something else is typed. */
export function tellCutPastes(): void {
  document.addEventListener('paste', event => {
    const field = event.target
    if (!isTextField(field)) return
    const cut = cutBy(field, event.clipboardData?.getData('text/plain') ?? '')
    if (cut === 0) return
    // The paste itself is an input too, and comes after this.
    field.addEventListener(
      'input',
      () => {
        field.setCustomValidity(i18n.t('common:pasteCut', { most: field.maxLength, n: cut }))
        field.reportValidity()
        field.addEventListener('input', () => field.setCustomValidity(''), { once: true })
      },
      { once: true },
    )
  })
}
