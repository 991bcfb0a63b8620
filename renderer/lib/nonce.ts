/**
 * The nonce of this load, which the app:// protocol wrote into the page and the CSP. Whoever makes a style element at
 * run time needs it; nobody else does.
 */
export const cspNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? ''
