import type { Storage } from '../../services/storage/storage.ts'
import type { Handlers } from '../register.ts'

export const storageHandlers = (storage: Storage) =>
  ({
    'storage.status': () => storage.status(),
    'storage.acceptLoss': () => storage.acceptLoss(),
  }) satisfies Partial<Handlers>
