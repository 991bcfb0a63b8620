import { AppError } from '../../../shared/ipc/result.ts'

/** Errors that keep the app from starting although its data is sound, by SQLite's result code. */
const texts: readonly { readonly codes: RegExp; readonly text: string }[] = [
  {
    codes: /^SQLITE_FULL/,
    text: '磁盘已满，数据没有改动。请腾出空间后再打开。\nThe disk is full; no data was changed. Make room and open the app again.',
  },
  {
    codes: /^(SQLITE_(BUSY|LOCKED)|database-busy)/,
    text: '数据文件正被其他程序占用（例如备份或杀毒软件）。请稍后再打开。\nAnother program holds the data file (a back-up or virus scan, say). Open the app again later.',
  },
  {
    codes: /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/,
    text: '数据文件打不开或不能写入。请检查磁盘和文件夹权限。\nThe data file can’t be opened or written. Check the disk and the folder’s permissions.',
  },
]

/**
 * What happened and what to do, in Chinese and English; null where the error does not concern the database’s file.
 */
export function storageTroubleText(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code, message } = error
  const known = texts.find(({ codes }) => codes.test(code))
  return known === undefined ? null : `${known.text}\n\n${code}: ${message}`
}

/** The error of every call that needs the database, when it could not be opened. */
export const openingFailure = (error: unknown): AppError =>
  new AppError('storage-unavailable', {
    detail: storageTroubleText(error) ?? (error instanceof Error ? error.message : String(error)),
  })
/** The file has a schema older than any release; no step leads on from it. */
export const olderThanAnyRelease = (): Error =>
  new Error(
    '数据文件是正式版本之前的试用版写成的，这个版本读不了，未作任何改动。请把数据文件夹里的 zhanggui.db 移到别处，再打开软件。\n' +
      'The data was written by a trial older than any release and can’t be read by this version; it has been left as it is. Move zhanggui.db out of the data folder and open the app again.',
  )

/** A schema step failed: the database is unchanged, and there is a copy from before the first step. */
export const stepFailed = (error: unknown, copyName: string): Error =>
  new Error(
    `${storageTroubleText(error) ?? (error instanceof Error ? error.message : String(error))}\n\n` +
      `数据没有升级，仍是原来的样子；升级前的副本是 ${copyName}。可以换回上一个版本的软件继续使用。\n` +
      `The data was not upgraded and stands as it was; the copy made before is ${copyName}. The previous version of the app can still use it.`,
  )
