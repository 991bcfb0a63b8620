import { createJsonStore, type JsonStore } from '../files/json-store.ts'
import type { Clock } from '../time/clock.ts'

/** The part of a file that the vault uses; it never sees paths. */
export type CredentialFile = Pick<JsonStore, 'get' | 'set' | 'delete'>

/** `<cwd>/<name>.json`. electron-store's encryptionKey is not used, because the key would be in the app's code. */
export const createCredentialFile = (options: {
  readonly cwd: string
  readonly clock: Pick<Clock, 'now'>
  readonly name?: 'credentials' | 'proxy-login'
}): CredentialFile => createJsonStore({ name: 'credentials', ...options })
