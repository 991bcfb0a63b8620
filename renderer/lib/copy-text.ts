/**
 * Copies text to the clipboard; false if that was impossible. Uses the old command instead of the clipboard API,
 * which asks for a permission that the app never grants. Works only within a click.
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
