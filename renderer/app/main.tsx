/** At the latest after this time the app is begun: a window that nobody sees paints no frame. */
const longestWaitMs = 500

let begun = false
const begin = (): void => {
  if (begun) return
  begun = true
  void import('./start.tsx')
}

// The frame that stands in the page is painted before the app's own scripts keep the page busy.
requestAnimationFrame(() => setTimeout(begin))
setTimeout(begin, longestWaitMs)
