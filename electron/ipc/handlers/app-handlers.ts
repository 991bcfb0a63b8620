import type { AppInfo } from '../../../shared/ipc/contract.ts'
import type { CampaignService } from '../../services/campaigns/campaign-service.ts'
import type { SettingsService } from '../../services/settings/settings.ts'
import type { Vault } from '../../services/vault/vault.ts'
import type { Handlers } from '../register.ts'

export const appHandlers = (info: AppInfo) => ({ 'app.info': () => info }) satisfies Partial<Handlers>

export const firstRunHandlers = (vault: Vault, campaigns: Pick<CampaignService, 'any'>) =>
  ({
    'app.firstRun': () => {
      const { storage, unreadable } = vault.status()
      return storage === 'none' && !unreadable && !campaigns.any()
    },
  }) satisfies Partial<Handlers>

export const settingsHandlers = (settings: SettingsService) =>
  ({
    'settings.get': () => settings.get(),
    'settings.update': patch => settings.update(patch),
  }) satisfies Partial<Handlers>

export const credentialsHandlers = (vault: Vault) =>
  ({
    'credentials.status': () => vault.status(),
    'credentials.save': credentials => vault.save(credentials),
    'credentials.forget': () => vault.forget(),
  }) satisfies Partial<Handlers>
