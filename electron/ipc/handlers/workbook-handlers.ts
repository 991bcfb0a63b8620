import type { WorkbookReader } from '../../services/workbooks/workbook-reader.ts'
import type { Handlers } from '../register.ts'

export const workbookHandlers = (workbooks: WorkbookReader) =>
  ({
    'workbooks.read': ({ bytes, sheet }) => workbooks.read(bytes, sheet),
    'workbooks.stop': () => workbooks.stop(),
  }) satisfies Partial<Handlers>
