import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { protocol } from 'electron'
import type { FirstLook } from './first-look.ts'
import { pageText } from './page-text.ts'
import { contentSecurityPolicy } from './security.ts'

const root = fileURLToPath(new URL('../renderer/', import.meta.url))

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/**
 * Electron passes every request of `serveAppScheme` as the classes of `fetch`, which Node loads at first use (60
 * ms). Naming them here, while the window's process starts, keeps that time out of the page's first load.
 */
export function loadFetchClasses(): void {
  new Request('app://zhanggui/')
}

/** Serves the built renderer, and nothing else, under app://zhanggui/. */
export function serveAppScheme(look: () => FirstLook): void {
  protocol.handle('app', async request => {
    const url = new URL(request.url)
    try {
      const path = normalize(join(root, decodeURIComponent(url.pathname)))
      const contentType = contentTypes[extname(path)]
      // SECURITY: only known file types inside the renderer's folder, only for our own host.
      if (
        url.host !== 'zhanggui' ||
        !path.startsWith(root.endsWith(sep) ? root : root + sep) ||
        !contentType
      ) {
        return new Response('not found', { status: 404 })
      }
      const nonce = randomBytes(18).toString('base64')
      const headers = {
        'content-type': contentType,
        'x-content-type-options': 'nosniff',
        // With every response: a module worker takes its policy from its own.
        'content-security-policy': contentSecurityPolicy(nonce),
      }
      if (extname(path) !== '.html') return new Response(new Uint8Array(await readFile(path)), { headers })
      return new Response(pageText(await readFile(path, 'utf8'), nonce, look()), { headers })
    } catch {
      return new Response('not found', { status: 404 })
    }
  })
}
