import type { Plugin } from 'vite'

/**
 * Puts the styles of the first frame into the page itself: what index.html holds is painted before a script or a style
 * sheet has arrived. `styles` is CSS; its element carries the nonce that the app:// protocol makes for every load.
 */
export const firstFrame = (styles: string): Plugin => ({
  name: 'first-frame',
  transformIndexHtml: () => [
    {
      tag: 'style',
      attrs: { nonce: '__CSP_NONCE__' },
      children: styles.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' '),
      injectTo: 'head-prepend',
    },
  ],
})
