/**
 * The nonce of this load, which the app:// protocol wrote into the page and the CSP. Needed only by code that
 * creates style elements at run time.
 */
export const cspNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? ''
