import { createJsonStore, type JsonStore } from '../files/json-store.ts'
import type { Clock } from '../time/clock.ts'

/** What the vault needs of a file; it never sees paths. */
export type CredentialFile = Pick<JsonStore, 'get' | 'set' | 'delete'>

/** `<cwd>/<name>.json`. electron-store's own encryptionKey is not used: it would stand in the app's code. */
export const createCredentialFile = (options: {
  readonly cwd: string
  readonly clock: Pick<Clock, 'now'>
  readonly name?: 'credentials' | 'proxy-login'
}): CredentialFile => createJsonStore({ name: 'credentials', ...options })
