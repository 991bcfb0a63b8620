/** What a screen's heading carries, so that the focus can be put on it. */
export const headingProps = { tabIndex: -1, 'data-heading': true } as const

let isFirst = true

/**
 * Puts the focus on the heading of the screen that has just come into view: a screen reader says where one is, and the
 * next Tab begins there. The start is left alone, for it is announced as a page; so is a question that is open, and a
 * field that has taken the focus itself.
 */
export const focusHeading = (): void => {
  if (isFirst) {
    isFirst = false
    return
  }
  const main = document.querySelector('main')
  const here = document.activeElement
  if (here?.closest('dialog, input, textarea') && main?.contains(here) && !here.closest('[hidden]')) return
  const heading = [...(main?.querySelectorAll<HTMLElement>('[data-heading]') ?? [])].find(
    each => each.closest('[hidden]') === null,
  )
  heading?.focus({ preventScroll: true })
}
