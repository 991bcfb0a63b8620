import { open } from 'node:fs/promises'
import { AppError } from '../../../shared/ipc/result.ts'
import { type BackUpHeader, decodeHeader, headerRoom } from './back-up-format.ts'
import { damaged } from './damaged.ts'

export type BackUpFile = {
  readonly header: BackUpHeader
  readonly headerBytes: Buffer
  readonly bytes: number
}

/** Reads the header of a back-up. Throws `backup-foreign`, `backup-damaged` or `backup-newer`. */
export async function readHeader(path: string): Promise<BackUpFile> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerRoom), 0, headerRoom, 0)
    const found = decodeHeader(buffer.subarray(0, bytesRead))
    switch (found.kind) {
      case 'header':
        return { header: found.header, headerBytes: found.bytes, bytes: (await file.stat()).size }
      case 'foreign':
        throw new AppError('backup-foreign')
      case 'damaged':
        throw damaged('header')
      case 'newer':
        throw new AppError('backup-newer')
    }
  } finally {
    await file.close()
  }
}
