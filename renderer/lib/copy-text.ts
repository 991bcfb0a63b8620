/**
 * Puts text on the clipboard; false where that was not possible. By the old command and not by the clipboard's own
 * interface: that one asks for a permission, and the app grants none. Only within a click.
 */
export const copyText = (text: string): boolean => {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', fill)
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', fill)
  }
}
