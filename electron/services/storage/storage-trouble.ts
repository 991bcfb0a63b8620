import { basename } from 'node:path'
import type { Language } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'

type TroubleCode = 'disk-full' | 'database-busy' | 'storage-damaged'

/**
 * Errors of the database's file although its data is sound, by SQLite's result code: what a start says, and the code that
 * a call answers with while the app is used; null: none of its own.
 */
const troubles: readonly {
  readonly codes: RegExp
  readonly error: TroubleCode | null
  readonly text: string
}[] = [
  {
    codes: /^(SQLITE_FULL|ENOSPC)/,
    error: 'disk-full',
    text: '磁盘已满，数据没有改动。请腾出空间后再打开。\nThe disk is full; no data was changed. Make room and open the app again.',
  },
  {
    codes: /^(SQLITE_(BUSY|LOCKED)|database-busy)/,
    error: 'database-busy',
    text: '数据文件 zhanggui.db 正被其他程序占用（例如备份或杀毒软件）。请稍后再打开。\nAnother program holds the data file zhanggui.db (a back-up or virus scan, say). Open the app again later.',
  },
  {
    codes: /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/,
    error: null,
    text: '数据文件 zhanggui.db 打不开或不能写入。请检查磁盘和文件夹权限。\nThe data file zhanggui.db can’t be opened or written. Check the disk and the folder’s permissions.',
  },
]

const troubleOf = (code: string) => troubles.find(({ codes }) => codes.test(code))

const isCoded = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

/**
 * What happened and what to do, in Chinese and English; null where the error concerns no file.
 */
export function storageTroubleText(error: unknown): string | null {
  if (!isCoded(error)) return null
  const { code, message } = error
  const known = troubleOf(code)
  if (known !== undefined) return `${known.text}\n\n${code}: ${message}`
  return 'path' in error && typeof error.path === 'string' ? `${notOpened(error.path)}\n\n${message}` : null
}

/** What the owner is told of an error of the database's file while the app is used; null: it is none. */
export function storageErrorCode(error: unknown): TroubleCode | null {
  if (!isCoded(error)) return null
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return 'storage-damaged'
  return troubleOf(error.code)?.error ?? null
}

const notOpened = (path: string): string =>
  `数据文件夹里的 ${basename(path)} 打不开或不能写入，没有改动。请关闭占用它的程序，检查它的权限和磁盘，再打开软件；不需要它的话，把它移到别处。\n` +
  `${basename(path)} in the data folder can’t be opened or written; it was left as it is. Close the program that holds it, check its permissions and the disk, and open the app again; move it elsewhere if it is not needed.`

/** The text of an error that keeps the app from starting. */
export const startTroubleText = (error: unknown): string =>
  storageTroubleText(error) ?? (error instanceof Error ? error.message : String(error))

/** Each paragraph of a text of this file in one language: one of two lines is in Chinese and English. */
const inLanguage = (text: string, language: Language): string =>
  text
    .split('\n\n')
    .map(paragraph => {
      const [chinese = '', english = chinese] = paragraph.split('\n')
      return language === 'en' ? english : chinese
    })
    .join('\n\n')

/** The error of every call that needs the database, when it could not be opened. */
export const openingFailure = (error: unknown, language: Language): AppError =>
  new AppError('storage-unavailable', { detail: inLanguage(startTroubleText(error), language) })

/** In the place of the database or its write-ahead log stands something else. */
export const notAFile = (name: string): Error =>
  new Error(
    `数据文件夹里的 ${name} 不是普通文件（是文件夹、设备，或者指向找不到的地方），没有改动。请把它移到别处；原来的 ${name} 如果在别处或在它里面，放回原位，再打开软件。\n` +
      `${name} in the data folder is no ordinary file (but a folder, a device, or a link that leads nowhere); it was left as it is. Move it elsewhere, put the real ${name} back if you have it, and open the app again.`,
  )

/** The file has a schema older than any release; no step leads on from it. */
export const olderThanAnyRelease = (): Error =>
  new Error(
    '数据文件是正式版本之前的试用版写成的，这个版本读不了，未作任何改动。请把数据文件夹里的 zhanggui.db 移到别处，再打开软件。\n' +
      'The data was written by a trial older than any release and can’t be read by this version; it has been left as it is. Move zhanggui.db out of the data folder and open the app again.',
  )

/** A schema step failed: the database is unchanged, and there is a copy from before the first step. */
export const stepFailed = (error: unknown, copyName: string): Error =>
  new Error(
    `${startTroubleText(error)}\n\n` +
      `数据没有升级，仍是原来的样子；升级前的副本是 ${copyName}。可以换回上一个版本的软件继续使用。\n` +
      `The data was not upgraded and stands as it was; the copy made before is ${copyName}. The previous version of the app can still use it.`,
  )
