import { AppError } from '../../../shared/ipc/result.ts'
import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { Handlers } from '../register.ts'

export const supportHandlers = ({
  collect,
  askPath,
  write,
  files,
}: {
  readonly collect: () => Promise<string>
  readonly askPath: () => Promise<string | null>
  readonly write: (path: string, text: string) => Promise<void>
  readonly files: Pick<WrittenFiles, 'written'>
}) => {
  /** SECURITY: only the text that was shown can be saved; the window can't hand in another one. */
  let shown: string | null = null
  return {
    'support.collect': async () => {
      shown = await collect()
      return { text: shown }
    },
    'support.save': async () => {
      if (shown === null) throw new AppError('wrong-state')
      const path = await askPath()
      if (path !== null) await write(path, shown)
      return files.written({ path })
    },
  } satisfies Partial<Handlers>
}
