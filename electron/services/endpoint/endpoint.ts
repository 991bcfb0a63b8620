import { assertNever } from '../../../shared/assert-never.ts'
import { providerUrl } from '../../../shared/provider/request.ts'

/** Where messages go. If it is not the provider's own address, a banner says so. */
export type Endpoint = { readonly url: string; readonly isProvider: boolean }

/**
 * Why an address is refused. `not-a-url`: not an http or https address. `insecure`: http to another computer, where
 * credentials and phones would travel unencrypted. `has-credentials`: it contains a user or password.
 */
export type EndpointProblem = 'not-a-url' | 'insecure' | 'has-credentials'

export type EndpointCheck = Endpoint | { readonly problem: EndpointProblem }

/** The URL parser has already normalised every way of writing an IPv4 address to four numbers. */
const loopbackHost = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/

/** Whether an address leads to this computer itself. */
export const isLoopbackUrl = (url: string): boolean => loopbackHost.test(new URL(url).hostname)

/**
 * Checks the value of ZHANGGUI_API_URL; unset or blank means the provider. A bad value is refused, never corrected.
 */
export function checkEndpoint(value: string | undefined): EndpointCheck {
  const wanted = value?.trim() ?? ''
  if (wanted === '') return { url: providerUrl, isProvider: true }
  const url = URL.parse(wanted)
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return { problem: 'not-a-url' }
  // SECURITY: an address is shown on screen and logged, so it must not contain a secret.
  if (url.username !== '' || url.password !== '') return { problem: 'has-credentials' }
  // SECURITY: unencrypted only to this computer itself.
  if (url.protocol === 'http:' && !loopbackHost.test(url.hostname)) return { problem: 'insecure' }
  return { url: url.href, isProvider: url.href === providerUrl }
}

/**
 * Where messages go now. ZHANGGUI_API_URL, checked at start, takes precedence over the owner's setting, which its
 * schema has checked (`isOwnersEndpoint`).
 */
export function endpointOf(named: Endpoint, isNamed: boolean, chosen: string | null): Endpoint {
  return isNamed || chosen === null ? named : { url: chosen, isProvider: chosen === providerUrl }
}

/**
 * Returns the endpoint, or throws EndpointRefused, whose message tells the owner in Chinese and English what is
 * wrong.
 */
export function resolveEndpoint(value: string | undefined): Endpoint {
  const checked = checkEndpoint(value)
  if ('problem' in checked) throw new EndpointRefused(checked.problem)
  return checked
}

export class EndpointRefused extends Error {
  readonly problem: EndpointProblem

  constructor(problem: EndpointProblem) {
    super(messageOf(problem))
    this.name = 'EndpointRefused'
    this.problem = problem
  }
}

/** Without the value itself, which may contain a password. */
function messageOf(problem: EndpointProblem): string {
  switch (problem) {
    case 'not-a-url':
      return '环境变量 ZHANGGUI_API_URL 不是 https 网址。请改正，或删去它以使用云极的地址。\nThe environment variable ZHANGGUI_API_URL is no https address. Correct it, or remove it to use the provider’s.'
    case 'insecure':
      return '环境变量 ZHANGGUI_API_URL 是未加密的 http 地址，只有本机地址可以这样用。请改用 https。\nThe environment variable ZHANGGUI_API_URL is an unencrypted http address, which is allowed on this computer only. Use https.'
    case 'has-credentials':
      return '环境变量 ZHANGGUI_API_URL 中不能写用户名或密码。请删去它们。\nThe environment variable ZHANGGUI_API_URL must not hold a user name or password. Remove them.'
    default:
      return assertNever(problem)
  }
}
