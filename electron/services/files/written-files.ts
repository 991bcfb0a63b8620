import { extname } from 'node:path'
import { AppError } from '../../../shared/ipc/result.ts'

/** How the system opens files. */
export type FileOpener = {
  /** Opens it in its default program; resolves to an error text, '' for success. */
  readonly open: (path: string) => Promise<string>
  /** Shows it in its folder. */
  readonly show: (path: string) => void
}

export type WrittenFiles = ReturnType<typeof createWrittenFiles>

/** Types that are opened; a file with any other ending is shown in its folder. */
const opened: ReadonlySet<string> = new Set(['.csv', '.xlsx', '.pdf'])

/**
 * Files that the app has written since it started, by number.
 * SECURITY: the window never names a path, only one of these numbers.
 */
export function createWrittenFiles(opener: FileOpener, exists: (path: string) => boolean) {
  const paths = new Map<number, string>()

  const pathOf = (fileId: number): string => {
    const path = paths.get(fileId)
    if (path === undefined) throw new AppError('not-found', { detail: 'no such file' })
    if (!exists(path)) throw new AppError('file-not-openable')
    return path
  }

  return {
    /** The result of an export with the number of its file; null where none was written. */
    written<T extends { readonly path: string | null }>(
      result: T,
    ): T & { readonly fileId: T['path'] extends string ? number : number | null } {
      const fileId = result.path === null ? null : paths.size + 1
      if (result.path !== null) paths.set(paths.size + 1, result.path)
      return { ...result, fileId: fileId as T['path'] extends string ? number : number | null }
    },
    /** Throws `not-found`, or `file-not-openable` where the file is gone or no program opens it. */
    async open(fileId: number): Promise<void> {
      const path = pathOf(fileId)
      if (!opened.has(extname(path).toLowerCase())) return opener.show(path)
      const problem = await opener.open(path)
      if (problem !== '') throw new AppError('file-not-openable', { detail: problem })
    },
    /** Throws as `open` does. */
    show: (fileId: number): void => opener.show(pathOf(fileId)),
  }
}
