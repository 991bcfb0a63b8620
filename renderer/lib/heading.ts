let isFirst = true
/** The screen has come into view, and its heading, which waits for what it tells of, has not. */
let isOwed = false

const isInView = (element: HTMLElement): boolean => element.closest('[hidden]') === null

/** The heading of the screen in view; undefined where it has none yet. */
export const headingInView = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('main [data-heading]')].find(isInView)

/** A question that is open, or a field that has taken the focus itself, keeps it. */
const isTaken = (): boolean => {
  const here = document.activeElement
  return (
    here !== null && here.closest('main :is(dialog, input, textarea)') !== null && !here.closest('[hidden]')
  )
}

/**
 * With the next frame: to give the focus the browser must lay the page out. Asked for at once, that would be done in the
 * same stroke that has drawn the screen; the frame lays it out anyway.
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

/** What a screen's heading carries, so that the focus can be put on it. */
export const headingProps = {
  tabIndex: -1,
  'data-heading': true,
  ref: (heading: HTMLElement | null): void => {
    if (heading !== null && isOwed) giveFocus()
  },
} as const

/**
 * Puts the focus on the heading of the screen that has just come into view, as soon as it is there: a screen reader says
 * where one is, and the next Tab begins there. The start is left alone, for it is announced as a page.
 */
export const focusHeading = (): void => {
  isOwed = !isFirst
  isFirst = false
  if (isOwed) giveFocus()
}
