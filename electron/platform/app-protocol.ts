import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ProtocolResponse, protocol } from 'electron'
import type { FirstLook } from './first-look.ts'
import { pageText } from './page-text.ts'
import { contentSecurityPolicy } from './security.ts'

const root = fileURLToPath(new URL('../renderer/', import.meta.url))

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
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

const notFound = { statusCode: 404, mimeType: 'text/plain', data: Buffer.from('not found') }

/**
 * Serves the built renderer, and nothing else, under app://zhanggui/. As a buffer protocol, because `protocol.handle`
 * costs a quarter of the start (docs/adr/0069-files-of-the-page-as-buffers.md).
 */
export function serveAppScheme(look: () => FirstLook): void {
  protocol.registerBufferProtocol('app', (request, answer) => {
    fileOf(request.url, look).then(answer, () => answer(notFound))
  })
}

async function fileOf(address: string, look: () => FirstLook): Promise<ProtocolResponse> {
  const url = new URL(address)
  const path = normalize(join(root, decodeURIComponent(url.pathname)))
  const mimeType = mimeTypes[extname(path)]
  // SECURITY: only known file types inside the renderer's folder, only for our own host.
  if (url.host !== 'zhanggui' || !path.startsWith(root.endsWith(sep) ? root : root + sep) || !mimeType) {
    return notFound
  }
  const nonce = randomBytes(18).toString('base64')
  const file = await readFile(path)
  return {
    mimeType,
    charset: 'utf-8',
    headers: {
      'content-type': mimeType.startsWith('text/') ? `${mimeType}; charset=utf-8` : mimeType,
      'x-content-type-options': 'nosniff',
      // With every response: a module worker takes its policy from its own.
      'content-security-policy': contentSecurityPolicy(nonce),
    },
    data: mimeType === 'text/html' ? Buffer.from(pageText(file.toString('utf8'), nonce, look())) : file,
  }
}
