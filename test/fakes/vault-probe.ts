import { writeFileSync } from 'node:fs'
import { app, safeStorage } from 'electron'
import { safeStorageCipher } from '../../electron/platform/safe-storage-cipher.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { createCredentialFile } from '../../electron/services/vault/credential-file.ts'
import { createVault } from '../../electron/services/vault/vault.ts'
import { credentialsSchema } from '../../shared/domain/credentials.ts'

/**
 * A program for Electron: opens the vault of the profile VAULT_PROBE_PROFILE with the system's encryption, saves
 * VAULT_PROBE_SAVE (credentials as JSON) if there are any, and writes what it finds to VAULT_PROBE_ANSWER.
 */
const { VAULT_PROBE_PROFILE: profile, VAULT_PROBE_SAVE: save, VAULT_PROBE_ANSWER: answer } = process.env
if (profile === undefined || answer === undefined) throw new Error('start it through open-vault.ts')
app.setPath('userData', profile)

void app.whenReady().then(async () => {
  const store = createCredentialFile({ cwd: profile, clock: systemClock })
  const vault = createVault({ store, cipher: safeStorageCipher })
  if (save !== undefined) await vault.save(credentialsSchema.parse(JSON.parse(save)))
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform
  writeFileSync(
    answer,
    JSON.stringify({ backend, status: await vault.status(), credentials: await vault.read() }),
  )
  app.exit(0)
})
