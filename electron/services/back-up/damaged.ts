import { AppError } from '../../../shared/ipc/result.ts'

/** The back-up is not as it was written. */
export const damaged = (detail: string): AppError => new AppError('backup-damaged', { detail })
