import { AppError } from '../../../shared/ipc/result.ts'

/** What keeps the app from starting although its data is sound, by SQLite's result code. */
const texts: readonly { readonly codes: RegExp; readonly text: string }[] = [
  {
    codes: /^SQLITE_FULL/,
    text: '磁盘已满，数据没有改动。请腾出空间后再打开。\nThe disk is full; no data was changed. Make room and open the app again.',
  },
  {
    codes: /^SQLITE_(BUSY|LOCKED)/,
    text: '数据文件正被其他程序占用（例如备份或杀毒软件）。请稍后再打开。\nAnother program holds the data file (a back-up or virus scan, say). Open the app again later.',
  },
  {
    codes: /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/,
    text: '数据文件打不开或不能写入。请检查磁盘和文件夹权限。\nThe data file can’t be opened or written. Check the disk and the folder’s permissions.',
  },
]

/** What is so and what to do, in Chinese and English; null where the error is not one of the database’s file. */
export function storageTroubleText(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code, message } = error
  const known = texts.find(({ codes }) => codes.test(code))
  return known === undefined ? null : `${known.text}\n\n${code}: ${message}`
}

/** Why the app has no database, for whoever asks it for something. */
export const openingFailure = (error: unknown): AppError =>
  new AppError('storage-unavailable', {
    detail: storageTroubleText(error) ?? (error instanceof Error ? error.message : String(error)),
  })
