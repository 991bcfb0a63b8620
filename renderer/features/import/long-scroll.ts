/**
 * Scrolling through more than a browser can lay out exactly: far down an element of tens of millions of pixels, rows are
 * painted two pixels off, and from 33 million on not at all. So the element stays short. Near both ends a pixel of it is
 * a pixel of the list; in between a jump (scroll bar, Home, End) goes by proportion, and a small step (wheel, Page Down)
 * moves the list by exactly that step.
 */
export type LongScroll = {
  /** Height that the scrolled element gets. */
  readonly height: number
  /** The list's position at the top of the view. */
  readonly top: number
  /** What to take off a row's position in the list to get its place in the element. */
  readonly shift: number
  /**
   * The element was scrolled to `scrollTop` under a view of that height. Returns where the element should stand instead,
   * so that both ends stay in reach; mostly the same.
   */
  moved(scrollTop: number, viewHeight: number): number
  /** Goes to a position of the list; returns where the element is to be scrolled to. */
  reach(position: number, viewHeight: number): number
}

const heightLimit = 4_000_000
/** At each end, so many pixels are what they are. */
const exactZone = heightLimit / 4

export function createLongScroll(listHeight: number): LongScroll {
  const height = Math.min(listHeight, heightLimit)
  const hidden = listHeight - height
  let lastScrollTop = 0
  let top = 0

  /** How many list pixels a pixel in the middle stands for. */
  const stretch = (viewHeight: number): number => {
    const middle = height - viewHeight - 2 * exactZone
    return (middle + hidden) / middle
  }

  function toList(scrollTop: number, viewHeight: number): number {
    if (hidden === 0 || scrollTop <= exactZone) return scrollTop
    if (scrollTop >= height - viewHeight - exactZone) return scrollTop + hidden
    return exactZone + (scrollTop - exactZone) * stretch(viewHeight)
  }

  function toElement(position: number, viewHeight: number): number {
    if (hidden === 0 || position <= exactZone) return position
    if (position >= listHeight - viewHeight - exactZone) return position - hidden
    return exactZone + (position - exactZone) / stretch(viewHeight)
  }

  const isMiddle = (scrollTop: number, viewHeight: number): boolean =>
    scrollTop > exactZone && scrollTop < height - viewHeight - exactZone

  return {
    height,
    get top() {
      return top
    },
    get shift() {
      return top - lastScrollTop
    },
    moved(scrollTop, viewHeight) {
      const step = scrollTop - lastScrollTop
      const isJump = hidden === 0 || Math.abs(step) > viewHeight
      const furthest = Math.max(0, listHeight - viewHeight)
      const position = isJump ? toList(scrollTop, viewHeight) : top + step
      top = Math.round(Math.min(furthest, Math.max(0, position)))
      const fitting = toElement(top, viewHeight)
      // In the middle any place will do that is in the middle too.
      const fits = isMiddle(fitting, viewHeight) && isMiddle(scrollTop, viewHeight)
      lastScrollTop = hidden === 0 || isJump || fits ? scrollTop : Math.round(fitting)
      return lastScrollTop
    },
    reach(position, viewHeight) {
      top = Math.round(Math.min(Math.max(0, listHeight - viewHeight), Math.max(0, position)))
      lastScrollTop = Math.round(toElement(top, viewHeight))
      return lastScrollTop
    },
  }
}
