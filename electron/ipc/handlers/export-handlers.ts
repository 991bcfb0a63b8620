import type { ExportService } from '../../services/contact-lists/window-export.ts'
import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { Handlers } from '../register.ts'

export const exportHandlers = (exports: ExportService, { written }: Pick<WrittenFiles, 'written'>) =>
  ({
    'exports.begin': async plan => ({ exportId: await exports.begin(plan) }),
    'exports.rows': ({ exportId, rows }) => exports.rows(exportId, rows),
    'exports.finish': async ({ exportId }) => written(await exports.finish(exportId)),
    'exports.abandon': ({ exportId }) => exports.abandon(exportId),
  }) satisfies Partial<Handlers>
