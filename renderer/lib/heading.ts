let isFirst = true
/** The screen is in view, but its heading, which waits for data, is not there yet. */
let isOwed = false

const isInView = (element: HTMLElement): boolean => element.closest('[hidden]') === null

/** The heading of the screen in view; undefined while it has none. */
export const headingInView = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('main [data-heading]')].find(isInView)

/** An open question, or a field that has taken the focus itself, keeps it. */
const isTaken = (): boolean => {
  const here = document.activeElement
  return (
    here !== null && here.closest('main :is(dialog, input, textarea)') !== null && !here.closest('[hidden]')
  )
}

/**
 * In the next frame: focusing forces a layout. Done at once, it would add to the work that has drawn the screen;
 * the next frame lays the page out anyway.
 */
const giveFocus = (): void => {
  requestAnimationFrame(() => {
    if (!isOwed) return
    const heading = headingInView()
    if (heading === undefined) return
    isOwed = false
    if (!isTaken()) heading.focus({ preventScroll: true })
  })
}

/** Props that make a screen's heading focusable. */
export const headingProps = {
  tabIndex: -1,
  'data-heading': true,
  ref: (heading: HTMLElement | null): void => {
    if (heading !== null && isOwed) giveFocus()
  },
} as const

/**
 * Focuses the heading of the screen that has just come into view, as soon as it is there: a screen reader announces
 * the screen, and the next Tab begins there. The first screen is left alone, because it is announced as a page.
 */
export const focusHeading = (): void => {
  isOwed = !isFirst
  isFirst = false
  if (isOwed) giveFocus()
}
