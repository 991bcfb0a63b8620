const { ipcRenderer } = require('electron')

/** In the page, beside its own scripts: when its first content was painted, and when its first screen was complete. */
const tell = part => ipcRenderer.send('start-probe', part)

new PerformanceObserver(list => {
  for (const { name, startTime } of list.getEntries())
    if (name === 'first-contentful-paint') tell({ paintedAt: performance.timeOrigin + startTime })
}).observe({ type: 'paint', buffered: true })

const isLoaded = () => document.querySelector('main[data-app-state="loaded"]') !== null
const observer = new MutationObserver(() => {
  if (!isLoaded()) return
  observer.disconnect()
  // The frame that shows it.
  requestAnimationFrame(() => tell({ loadedAt: performance.timeOrigin + performance.now() }))
})
observer.observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ['data-app-state'],
})
