import { app } from 'electron'
import { isDeveloped, pageUrl } from './page-url.ts'

/**
 * The page's policy. Styles carry a new nonce for every load; nothing is `unsafe-…`. The sandbox forbids downloads,
 * the page's own dialogs (print, alert) and new windows; forms are allowed, because a screen's script answers them.
 */
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
    `sandbox allow-scripts allow-same-origin allow-forms`,
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
    // SECURITY: the preload removes WebRTC from the page; if something brings it back, it still sends no datagram.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/**
 * SECURITY: no session grants a permission or accepts a download, checks spelling (which would fetch a dictionary
 * and so reveal the app), or reaches any host. The app serves its own files (app://); every other request goes to a
 * proxy that does not exist. The system's proxy is looked up without a session (proxy.ts).
 */
export function lockSessions(): void {
  app.on('session-created', session => {
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    session.setPermissionCheckHandler(() => false)
    session.setDevicePermissionHandler(() => false)
    session.setSpellCheckerLanguages([])
    session.on('will-download', event => event.preventDefault())
    // The development server must stay reachable.
    if (!isDeveloped()) void session.setProxy(nobody)
  })
}

const nobody = {
  mode: 'fixed_servers',
  proxyRules: 'http://0.0.0.0:1',
  proxyBypassRules: '<-loopback>',
} as const
