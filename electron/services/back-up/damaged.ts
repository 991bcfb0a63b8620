import { AppError } from '../../../shared/ipc/result.ts'

/** The back-up was changed or cut off after it was written. */
export const damaged = (detail: string): AppError => new AppError('backup-damaged', { detail })
