import type { Confirm } from '../../services/consent/consent.ts'
import type { Storage } from '../../services/storage/storage.ts'
import type { Handlers } from '../register.ts'

export const storageHandlers = (storage: Storage, confirm: Confirm) =>
  ({
    'storage.status': () => storage.status(),
    'storage.acceptLoss': async () => {
      await confirm({ kind: 'lost-history' })
      return storage.acceptLoss()
    },
  }) satisfies Partial<Handlers>
