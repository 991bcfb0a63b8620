import { z } from 'zod'

/**
 * Every way in which a call can fail, as far as screens distinguish it. Each has a text under `error.<code>` in the
 * locales.
 */
export const errorCodes = [
  'bad-input',
  'forbidden-sender',
  'not-found',
  'wrong-state',
  'another-campaign-is-sending',
  'credentials-missing',
  'credentials-unreadable',
  'nothing-to-send',
  'variable-unknown',
  'file-not-writable',
  'file-not-openable',
  'save-dialog-open',
  'workbook-encrypted',
  'workbook-damaged',
  'workbook-too-large',
  'workbook-timeout',
  'workbook-reader-ended',
  'workbook-not-a-workbook',
  'workbook-web-archive',
  'log-failed',
  'history-lost',
  'storage-unavailable',
  'storage-checking',
  'storage-damaged',
  'database-busy',
  'time-is-past',
  'test-limit',
  'decision-settled',
  'recent-more',
  'preflight-missing',
  'owner-declined',
  'correction-refused',
  'backup-foreign',
  'backup-damaged',
  'backup-newer',
  'backup-password',
  'disk-full',
  'restored-unasked',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

export const appErrorSchema = z.object({
  code: z.enum(errorCodes),
  /** Where: a field or a file name. Never a secret, never a whole phone. */
  where: z.string().optional(),
  /** What a supporter needs to know; not shown as the main text. */
  detail: z.string().optional(),
})
export type AppErrorShape = z.infer<typeof appErrorSchema>

/** An expected failure, carried over the bridge as data. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly where: string | undefined
  readonly detail: string | undefined

  constructor(code: ErrorCode, more: { readonly where?: string; readonly detail?: string } = {}) {
    super(more.detail === undefined ? code : `${code}: ${more.detail}`)
    this.name = 'AppError'
    this.code = code
    this.where = more.where
    this.detail = more.detail
  }
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: AppErrorShape }
