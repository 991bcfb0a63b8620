import { z } from 'zod'
import { fileMappingSchema, headerSchema } from '../../domain/contact-list.ts'
import { longestWorkbook, workbookTableSchema } from '../../domain/workbook.ts'
import { type CallsOf, done, nothing } from './shapes.ts'

/** At most as large as the largest workbook that is read. */
const workbookBytes = z.instanceof(Uint8Array).refine(({ length }) => length <= longestWorkbook)

/** Reading a file. The window reads text files itself; a workbook is read by a process of its own. */
export const importCalls = {
  'workbooks.read': {
    /** `sheet` null: the one that holds a list. */
    input: z.object({ bytes: workbookBytes, sheet: z.int().min(0).nullable().default(null) }),
    output: workbookTableSchema,
  },
  /** Ends the reading that is under way, because its list is not wanted any more. */
  'workbooks.stop': { input: nothing, output: done },

  'mappings.get': {
    input: z.object({ header: headerSchema }),
    output: z.object({ mapping: fileMappingSchema.nullable() }),
  },
  'mappings.set': { input: z.object({ header: headerSchema, mapping: fileMappingSchema }), output: done },
} as const satisfies CallsOf<'workbooks' | 'mappings'>
