import type { ExportService } from '../../services/contact-lists/window-export.ts'
import type { Handlers } from '../register.ts'

export const exportHandlers = (exports: ExportService) =>
  ({
    'exports.begin': async plan => ({ exportId: await exports.begin(plan) }),
    'exports.rows': ({ exportId, rows }) => exports.rows(exportId, rows),
    'exports.finish': ({ exportId }) => exports.finish(exportId),
    'exports.abandon': ({ exportId }) => exports.abandon(exportId),
  }) satisfies Partial<Handlers>
