import { existsSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppInfo } from '../../shared/domain/app-info.ts'
import type { Language } from '../../shared/domain/settings.ts'
import { appHandlers, credentialsHandlers, settingsHandlers } from '../ipc/handlers/app-handlers.ts'
import { libraryHandlers } from '../ipc/handlers/library-handlers.ts'
import { proxyHandlers } from '../ipc/handlers/proxy-handlers.ts'
import { workHandlers } from '../ipc/handlers/work-handlers.ts'
import { workbookHandlers } from '../ipc/handlers/workbook-handlers.ts'
import { writtenFileHandlers } from '../ipc/handlers/written-file-handlers.ts'
import { fileOpener } from '../platform/file-opener.ts'
import { licences } from '../platform/licences.ts'
import { outside } from '../platform/outside.ts'
import { resolveSystemProxy } from '../platform/proxy.ts'
import { safeStorageCipher } from '../platform/safe-storage-cipher.ts'
import { spawnWorkbookProcess } from '../platform/utility-process.ts'
import { createConsent, type OwnerQuestion } from '../services/consent/consent.ts'
import { endpointOf, resolveEndpoint } from '../services/endpoint/endpoint.ts'
import { clearUnfinished, notedFiles, unfinishedFolder } from '../services/files/unfinished-files.ts'
import { createWrittenFiles } from '../services/files/written-files.ts'
import { createLibraryFile, createLibraryStore } from '../services/library/library-store.ts'
import { createLog } from '../services/logging/log.ts'
import { proxyName, routeTo } from '../services/provider/route.ts'
import { createSettings, createSettingsFile } from '../services/settings/settings.ts'
import { makePrivate } from '../services/storage/private-files.ts'
import { systemClock as clock } from '../services/time/clock.ts'
import { createCredentialFile } from '../services/vault/credential-file.ts'
import { createProxyLoginVault } from '../services/vault/proxy-login.ts'
import { createVault } from '../services/vault/vault.ts'
import { createWorkbookReader } from '../services/workbooks/workbook-reader.ts'
import { createWorkStore } from '../services/works/work-store.ts'
import { logFolder, makeRoomInProfile, workFolder } from './profile-places.ts'

export type Base = ReturnType<typeof buildBase>

/** What needs no database: settings, secrets, log, endpoint and workbooks, with the handlers of their calls. */
export function buildBase({
  userData,
  environment,
  ask,
}: {
  readonly userData: string
  readonly environment: NodeJS.ProcessEnv
  readonly ask: (question: OwnerQuestion, language: Language) => Promise<boolean>
}) {
  const failures: unknown[] = []
  const movedAside = makeRoomInProfile(userData, clock.now(), error => failures.push(error))
  const settings = createSettings({ file: createSettingsFile({ cwd: userData, clock }) })
  const confirm = createConsent(question => ask(question, settings.get().language))
  const vault = createVault({
    store: createCredentialFile({ cwd: userData, clock }),
    cipher: safeStorageCipher,
  })
  const proxyLogins = createProxyLoginVault({
    store: createCredentialFile({ cwd: userData, clock, name: 'proxy-login' }),
    cipher: safeStorageCipher,
  })
  const secrets = () => [...vault.knownSecrets(), ...proxyLogins.knownSecrets()]
  const log = createLog({ directory: logFolder(userData), clock, secrets })
  for (const moved of movedAside) log.error('something else stood in a place of the profile', moved)
  for (const error of failures) log.error('a place of the profile could not be cleared', error)
  const library = createLibraryStore({ file: createLibraryFile({ cwd: userData, clock }), now: clock.now })
  const works = createWorkStore({
    folder: workFolder(userData),
    now: clock.now,
    onUnreadable: (workId, problem) => log.warn('a work can’t be read', { workId, problem }),
  })
  works
    .tidy()
    .catch((error: unknown) => log.error('a work that was cut off could not be cleared away', error))
  try {
    const mended = makePrivate(userData, (environment['ZHANGGUI_USER_DATA'] ?? '') === '')
    if (mended > 0) log.warn('files of the profile were open to other users of this computer', { mended })
  } catch (error) {
    log.error('the profile could not be kept from other users of this computer', error)
  }
  const unfinished = unfinishedFolder(userData)
  clearUnfinished(unfinished).then(
    removed => removed > 0 && log.info('files of unfinished exports were removed', { removed }),
    (error: unknown) => log.error('an unfinished export could not be cleared away', error),
  )
  const files = createWrittenFiles(fileOpener, existsSync)
  const named = resolveEndpoint(environment['ZHANGGUI_API_URL'])
  const isNamed = (environment['ZHANGGUI_API_URL'] ?? '').trim() !== ''
  const endpoint = () => ({ ...endpointOf(named, isNamed, settings.get().endpoint), isFixed: isNamed })
  const info = (): AppInfo => ({
    version: app.getVersion(),
    runtime: {
      electron: process.versions.electron,
      node: process.versions.node,
      chromium: process.versions['chrome'] ?? '',
    },
    endpoint: endpoint(),
    userData,
  })
  const proxyOfEndpoint = async () => {
    const route = await routeTo(endpoint().url, resolveSystemProxy)
    return {
      proxy: route.kind === 'proxy' ? proxyName(route.proxy) : null,
      unsupported: route.kind === 'unsupported',
    }
  }
  return {
    userData,
    databasePath: join(userData, 'zhanggui.db'),
    settings,
    confirm,
    vault,
    proxyLogins,
    log,
    library,
    works,
    logFolder: logFolder(userData),
    /** What stood in a place of the profile and was moved aside. */
    movedAside,
    /** Secrets that must never be written or shown. */
    secrets,
    /** What a supporter asks for first. */
    versions: {
      app: info().version,
      ...info().runtime,
      system: `${process.platform} ${process.arch} ${release()}`,
      language: settings.get().language,
    },
    endpoint,
    clock,
    files,
    exportFiles: notedFiles(unfinished),
    handlers: {
      ...writtenFileHandlers(files),
      ...appHandlers(info, outside, licences),
      ...settingsHandlers(settings, confirm),
      ...credentialsHandlers(vault),
      ...proxyHandlers(proxyLogins, proxyOfEndpoint),
      ...libraryHandlers(library),
      ...workHandlers(works),
      ...workbookHandlers(createWorkbookReader({ spawnProcess: spawnWorkbookProcess })),
    },
  }
}
