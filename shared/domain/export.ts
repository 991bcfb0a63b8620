/** The formats of an exported table: a workbook with text cells, CSV guarded for Excel, or plain CSV. */
export const exportFormats = ['xlsx', 'csv-excel', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]
/** Rows of one batch. */
export const exportBatchLimit = 2000
/** Columns of a list, plus those that tell where each row comes from. */
export const mostExportColumns = 16_400
/** Rows that a workbook's sheet holds besides its header. */
export const workbookRowLimit = 1_048_575

/** The formats of a report: a table of everybody, or one page to print. */
export const reportFormats = [...exportFormats, 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]
