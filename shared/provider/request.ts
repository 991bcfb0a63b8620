import { z } from 'zod'

/**
 * The one request of the provider's API: one message to one phone.
 * Source: docs/provider-api.md, "The request".
 */

/** Where a real message goes. POST only. */
export const providerUrl = 'https://market.juncdt.com/smartmarket/msgService/sendMessage'

/** The provider's own site, where the owner of an account signs in. */
export const consoleUrl = 'https://market.juncdt.com/'

/** Variable name → value. Only own entries count, so `__proto__` is a name like any other. */
export type RequestParams = Readonly<Record<string, string>>

export type RequestCredentials = {
  readonly accessKey: string
  readonly accessSecret: string
  /** The provider's `classificationSecret`. */
  readonly packageCode: string
}

export type RequestInput = {
  readonly credentials: RequestCredentials
  readonly signCode: string
  readonly templateCode: string
  readonly phone: string
  /** One entry per variable of the template; empty where it has none. */
  readonly params: RequestParams
}

const isParams = (value: unknown): value is RequestParams => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries: readonly [string, unknown][] = Object.entries(value)
  return entries.length > 0 && entries.every(([, entry]) => typeof entry === 'string')
}

const filled = z.string().min(1)

/**
 * What a request must look like on arrival, tolerant of nothing: every field a non-empty string, `params` left out
 * or an object of strings with at least one entry, and no field beyond the documented ones.
 * `params` is a check of our own because a zod record leaves out an entry called `__proto__`.
 */
export const sendRequestSchema = z.strictObject({
  accessKey: filled,
  accessSecret: filled,
  classificationSecret: filled,
  signCode: filled,
  templateCode: filled,
  phone: filled,
  params: z.custom<RequestParams>(isParams, 'an object of strings with at least one entry').optional(),
})
export type SendRequest = z.infer<typeof sendRequestSchema>

/** The parts that are the same in every request of a campaign. */
export type FixedRequest = Omit<RequestInput, 'phone' | 'params'> & {
  /** The template's variables in its order, each once. */
  readonly variables: readonly string[]
  /** The names of a recipient's values, in order; the variables are found among them. */
  readonly valueNames: readonly string[]
}

/**
 * Writes the request bodies of one campaign as `buildRequestBody` does, but writes the constant parts only once. A
 * missing value becomes the empty string, because names and count must equal the template's (code 30014).
 */
export const requestWriter = ({ variables, valueNames, ...fixed }: FixedRequest) => {
  const head = buildRequestBody({ ...fixed, phone: '', params: {} }).replace(/""}$/, '')
  const named = variables.map(name => ({ key: `${JSON.stringify(name)}:`, place: valueNames.indexOf(name) }))
  return (phone: string, values: readonly string[]): string => {
    const params = named.map(({ key, place }) => key + JSON.stringify(values[place] ?? '')).join()
    return `${head}${JSON.stringify(phone)}${params === '' ? '' : `,"params":{${params}}`}}`
  }
}

/** The request's body as JSON text. `params` is left out when there is no variable. */
export const buildRequestBody = (input: RequestInput): string => {
  const params = Object.entries(input.params)
  const request: SendRequest = {
    accessKey: input.credentials.accessKey,
    accessSecret: input.credentials.accessSecret,
    classificationSecret: input.credentials.packageCode,
    signCode: input.signCode,
    templateCode: input.templateCode,
    phone: input.phone,
    // Object.fromEntries defines own properties, so `__proto__` arrives as a name; an assignment would lose it.
    ...(params.length > 0 && { params: Object.fromEntries(params) }),
  }
  return JSON.stringify(request)
}
