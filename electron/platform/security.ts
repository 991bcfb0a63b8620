import { app, type Session } from 'electron'
import { pageUrl } from './page-url.ts'

/** The page's policy. Styles carry a nonce made anew for every load; nothing is `unsafe-…`. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** True for the page that this app serves, whatever its hash. */
export function isOwnPage(url: string): boolean {
  const own = new URL(pageUrl())
  const asked = URL.parse(url)
  return asked !== null && asked.protocol === own.protocol && asked.host === own.host
}

/** SECURITY: no page may navigate away, open windows, embed others or be granted a permission. */
export function lockContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', event => {
      if (!isOwnPage(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', event => event.preventDefault())
    contents.on('will-attach-webview', event => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** SECURITY: every permission is refused, asked for or looked up. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/** SECURITY: without a language to check, the session never fetches a dictionary, and so tells nobody that it runs. */
export const fetchNoDictionaries = (session: Session): void => session.setSpellCheckerLanguages([])
