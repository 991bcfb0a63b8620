import type { ProxyStatus } from '../../../shared/domain/secret-status.ts'
import type { ProxyLoginVault } from '../../services/vault/proxy-login.ts'
import type { Handlers } from '../register.ts'

export const proxyHandlers = (
  logins: ProxyLoginVault,
  route: () => Promise<Pick<ProxyStatus, 'proxy' | 'unsupported'>>,
) => {
  const status = async (): Promise<ProxyStatus> => ({ ...(await route()), login: await logins.status() })
  return {
    'proxy.status': status,
    'proxy.saveLogin': async login => {
      await logins.save(login)
      return status()
    },
    'proxy.forgetLogin': async () => {
      await logins.forget()
      return status()
    },
  } satisfies Partial<Handlers>
}
