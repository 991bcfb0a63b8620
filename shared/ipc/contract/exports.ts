import { z } from 'zod'
import { exportBatchLimit, exportFormats, mostExportColumns } from '../../domain/export.ts'
import { manyOf, textsSchema } from '../../domain/many.ts'
import { countSchema, idSchema } from '../../domain/ranges.ts'
import { typedText } from '../../domain/typed-text.ts'
import { type CallsOf, done } from './shapes.ts'

/** Files that are written for the window. */
export const exportCalls = {
  /** Writes rows of the window's list into a file: begin (asks for a path), batches, finish. One at a time. */
  'exports.begin': {
    input: z.object({
      /** The suggested file name, without an ending. */
      name: typedText(120).min(1),
      format: z.enum(exportFormats),
      header: textsSchema(mostExportColumns, 100_000).refine(({ length }) => length > 0),
      /** The number of rows that will follow. */
      rows: z.int().min(0),
    }),
    /** Null when the owner closed the save dialog. */
    output: z.object({ exportId: idSchema.nullable() }),
  },
  'exports.rows': {
    input: z.object({
      exportId: idSchema,
      rows: manyOf(textsSchema(mostExportColumns), exportBatchLimit),
    }),
    output: done,
  },
  'exports.finish': {
    input: z.object({ exportId: idSchema }),
    /** `cut`: texts that were too long for a cell of a workbook and were shortened. */
    output: z.object({ path: z.string(), fileId: idSchema, rows: countSchema, cut: countSchema }),
  },
  'exports.abandon': { input: z.object({ exportId: idSchema }), output: done },
  /** Opens an exported file, or shows it in its folder. */
  'exports.openFile': { input: z.object({ fileId: idSchema }), output: done },
  'exports.showFile': { input: z.object({ fileId: idSchema }), output: done },
} as const satisfies CallsOf<'exports'>
