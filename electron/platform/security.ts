import { app } from 'electron'
import { isDeveloped, pageUrl } from './page-url.ts'

/**
 * The page's policy. Styles carry a nonce made anew for every load; nothing is `unsafe-…`. The sandbox leaves out downloads,
 * dialogs of the page (print, alert) and new windows; forms stay, because a screen's own are answered by its script.
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
    // SECURITY: WebRTC is gone from the page (preload); what brings it back all the same sends no datagram.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/**
 * SECURITY: no session grants a permission or takes a download; none has a language to check, for which it would fetch a
 * dictionary and so tell somebody that it runs; and none reaches anybody. The app's files are served by the app itself
 * (app://), so whatever else is asked for goes to a proxy that nobody is; the system's own is asked for without one (proxy.ts).
 */
export function lockSessions(): void {
  app.on('session-created', session => {
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    session.setPermissionCheckHandler(() => false)
    session.setDevicePermissionHandler(() => false)
    session.setSpellCheckerLanguages([])
    session.on('will-download', event => event.preventDefault())
    // The page of a development server is reached as ever.
    if (!isDeveloped()) void session.setProxy(nobody)
  })
}

const nobody = {
  mode: 'fixed_servers',
  proxyRules: 'http://0.0.0.0:1',
  proxyBypassRules: '<-loopback>',
} as const
