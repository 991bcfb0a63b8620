import { type ProxyLogin, proxyLoginSchema } from '../../../shared/domain/proxy-login.ts'
import type { ProxyLoginStatus } from '../../../shared/domain/secret-status.ts'
import type { CredentialFile } from './credential-file.ts'
import { type Cipher, createSealedSecret } from './sealed-secret.ts'

/** Shorter texts occur in a log by chance. */
const shortestStruckOut = 4

export type ProxyLoginVault = {
  readonly status: () => Promise<ProxyLoginStatus>
  /** Replaces the login. Rejects with AppError `file-not-writable`; the old one is kept then. */
  readonly save: (login: ProxyLogin) => Promise<void>
  readonly forget: () => Promise<void>
  /** For the main process only: the login for this proxy (`scheme://host:port`), or null. */
  readonly read: (proxy: string) => Promise<ProxyLogin | null>
  /** Every secret seen since the app started, so that the log can remove them. Never written to disk. */
  readonly knownSecrets: () => readonly string[]
}

/**
 * Keeps user and password for the system's proxy, in the same way as the credentials.
 *
 * SECURITY: they belong to the proxy for which the owner entered them. A network that names another proxy (a
 * strange Wi-Fi can) never gets them. A screen can learn that there is a login, and for which proxy.
 */
export function createProxyLoginVault({
  store,
  cipher,
}: {
  readonly store: CredentialFile
  readonly cipher: Cipher
}): ProxyLoginVault {
  let seen: readonly string[] = []
  const secret = createSealedSecret<ProxyLogin>({
    store,
    cipher,
    schema: proxyLoginSchema,
    onSeen: ({ user, password }) => {
      const secrets = [user, password].filter(text => text.length >= shortestStruckOut)
      seen = [...new Set([...seen, ...secrets])]
    },
  })
  return {
    status: async () => {
      const loaded = await secret.load()
      const canEncrypt = await cipher.isAvailable()
      return loaded === 'none' || loaded === 'unreadable'
        ? { storage: 'none', canEncrypt, proxy: null, unreadable: loaded === 'unreadable' }
        : { storage: loaded.storage, canEncrypt, proxy: loaded.value.proxy, unreadable: false }
    },
    save: secret.save,
    forget: secret.forget,
    read: async proxy => {
      const loaded = await secret.load()
      if (loaded === 'none' || loaded === 'unreadable') return null
      return loaded.value.proxy === proxy ? loaded.value : null
    },
    knownSecrets: () => seen,
  }
}
