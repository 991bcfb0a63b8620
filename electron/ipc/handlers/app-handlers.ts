import type { AppInfo } from '../../../shared/domain/app-info.ts'
import type { Licence } from '../../../shared/domain/licence.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { CampaignService } from '../../services/campaigns/campaign-service.ts'
import type { Confirm } from '../../services/consent/consent.ts'
import { settingsQuestions } from '../../services/consent/settings-consent.ts'
import type { SettingsService } from '../../services/settings/settings.ts'
import type { Vault } from '../../services/vault/vault.ts'
import type { Handlers } from '../register.ts'

export const appHandlers = (
  info: () => AppInfo,
  open: { readonly folder: (path: string) => Promise<void>; readonly console: () => Promise<void> },
  licences: { readonly list: () => Promise<Licence[]>; readonly openOfChromium: () => Promise<void> },
) =>
  ({
    'app.info': () => info(),
    'app.openDataFolder': () => open.folder(info().userData),
    'app.openConsole': () => open.console(),
    'app.licences': () => licences.list(),
    'app.openChromiumLicences': () => licences.openOfChromium(),
  }) satisfies Partial<Handlers>

/** Reports of the window about itself, and the list of problems. */
export const windowHandlers = (window: {
  readonly problems: () => Problem[]
  readonly putAway: () => void
  readonly pageFailed: (failure: { readonly message: string; readonly fatal: boolean }) => void
  readonly setWork: (work: boolean) => void
}) =>
  ({
    'app.problems': () => window.problems(),
    'app.putAwayProblems': () => window.putAway(),
    'app.pageFailed': failure => window.pageFailed(failure),
    'app.setWork': ({ work }) => window.setWork(work),
  }) satisfies Partial<Handlers>

export const firstRunHandlers = (vault: Pick<Vault, 'isKept'>, campaigns: Pick<CampaignService, 'any'>) =>
  ({ 'app.firstRun': () => !vault.isKept() && !campaigns.any() }) satisfies Partial<Handlers>

export const settingsHandlers = (settings: SettingsService, confirm: Confirm) =>
  ({
    'settings.get': () => settings.get(),
    'settings.update': async patch => {
      for (const question of settingsQuestions(patch, settings.get())) await confirm(question)
      return settings.update(patch)
    },
    'settings.problems': () => [...settings.problems],
  }) satisfies Partial<Handlers>

export const credentialsHandlers = (vault: Vault) =>
  ({
    'credentials.areKept': () => vault.isKept(),
    'credentials.status': () => vault.status(),
    'credentials.save': credentials => vault.save(credentials),
    'credentials.forget': () => vault.forget(),
  }) satisfies Partial<Handlers>
