import type { HtmlTagDescriptor, Plugin } from 'vite'

/**
 * Puts the styles of the first frame into the page itself: what index.html holds is painted before a script or a style
 * sheet has arrived. `styles` is CSS; its element carries the nonce that the app:// protocol makes for every load.
 * The app's scripts and styles are named as well, so that they are fetched while that frame is painted.
 */
export const firstFrame = (styles: string): Plugin => ({
  name: 'first-frame',
  transformIndexHtml: (_html, { bundle }) => {
    const ahead: HtmlTagDescriptor[] = []
    const fetchAhead = (attrs: { readonly rel: string; readonly as?: string }, fileName: string): void => {
      ahead.push({
        tag: 'link',
        attrs: { ...attrs, crossorigin: '', href: `/${fileName}` },
        injectTo: 'head',
      })
    }
    for (const part of Object.values(bundle ?? {})) {
      if (part.type === 'chunk' && !part.isEntry) fetchAhead({ rel: 'modulepreload' }, part.fileName)
      if (part.type === 'asset' && part.fileName.endsWith('.css'))
        fetchAhead({ rel: 'preload', as: 'style' }, part.fileName)
    }
    const style = styles.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ')
    return [
      { tag: 'style', attrs: { nonce: '__CSP_NONCE__' }, children: style, injectTo: 'head-prepend' },
      ...ahead,
    ]
  },
})
