import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { Handlers } from '../register.ts'

export const writtenFileHandlers = (files: WrittenFiles) =>
  ({
    'exports.openFile': ({ fileId }) => files.open(fileId),
    'exports.showFile': ({ fileId }) => files.show(fileId),
  }) satisfies Partial<Handlers>
