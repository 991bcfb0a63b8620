import { readWorkbook } from '../../electron/services/workbooks/sheet-reader.ts'
import { WorkbookProblem } from '../../electron/services/workbooks/workbook-messages.ts'
import type { WorkbookTable } from '../../shared/domain/workbook.ts'
import { importInProcess } from '../unit/renderer/import/sample-files.ts'

/** Workbooks read in this process: what the limits of their own process do stands in workbook-process.test.ts. */

export const read = (content: Uint8Array | string, sheet: number | null = null): Promise<WorkbookTable> =>
  readWorkbook(Uint8Array.from(Buffer.from(content)), sheet)

export const failureOf = (content: Uint8Array | string): Promise<string> =>
  read(content).then(
    table => `table of ${table.rowNumbers.length}`,
    (error: unknown) => (error instanceof WorkbookProblem ? error.failure : String(error)),
  )
export const clientOf = () => importInProcess((bytes, sheet) => readWorkbook(bytes, sheet))
