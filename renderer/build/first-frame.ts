import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

type Chunk = Rolldown.OutputChunk

/** The chunks that the page's own small script fetches, and what these can't do without; not what they fetch later. */
function startChunks(chunks: readonly Chunk[]): ReadonlySet<Chunk> {
  const found = new Set<Chunk>()
  const add = (fileName: string): void => {
    const chunk = chunks.find(each => each.fileName === fileName)
    if (chunk === undefined || chunk.isEntry || found.has(chunk)) return
    found.add(chunk)
    chunk.imports.forEach(add)
  }
  for (const chunk of chunks) if (chunk.isEntry) [...chunk.imports, ...chunk.dynamicImports].forEach(add)
  return found
}

/**
 * Puts the styles of the first frame into the page itself: what index.html holds is painted before a script or a style
 * sheet has arrived. `styles` is CSS; its element carries the nonce that the app:// protocol makes for every load.
 * The scripts and styles of the first screen are named as well, so that they are fetched while that frame is painted.
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
    const chunks = Object.values(bundle ?? {}).filter(part => part.type === 'chunk')
    for (const { fileName, viteMetadata } of startChunks(chunks)) {
      fetchAhead({ rel: 'modulepreload' }, fileName)
      for (const sheet of viteMetadata?.importedCss ?? []) fetchAhead({ rel: 'preload', as: 'style' }, sheet)
    }
    const style = styles.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ')
    return [
      { tag: 'style', attrs: { nonce: '__CSP_NONCE__' }, children: style, injectTo: 'head-prepend' },
      ...ahead,
    ]
  },
})
