import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A file system of its own that holds little, at a folder that exists already. */
export type SmallDisk = {
  /** Leaves so much room and no more. */
  readonly fill: (leftBytes: number) => void
  readonly makeRoom: () => void
  /** Takes it away with everything on it. */
  readonly remove: () => void
}

const blockBytes = 64 * 1024

/**
 * A tmpfs, which Linux gives to root alone and some sandboxes to nobody; null where it can't be had. There,
 * test/integration/storage-trouble.test.ts stands for it, with a limit on the pages of the database.
 */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    fill(leftBytes) {
      const file = openSync(ballast, 'w')
      let bytes = 0
      try {
        for (;;) bytes += writeSync(file, Buffer.alloc(blockBytes, 1))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        ftruncateSync(file, Math.max(0, bytes - leftBytes))
      } finally {
        closeSync(file)
      }
    },
    makeRoom: () => rmSync(ballast),
    // Lazily: a process that is just ending may still hold a file of it.
    remove: () => execFileSync('umount', ['--lazy', folder]),
  }
}
