/** What a table is taken away as: a workbook with text cells, CSV guarded for Excel, or CSV as it stands. */
export const exportFormats = ['xlsx', 'csv-excel', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]
/** Rows of one batch. */
export const exportBatchLimit = 2000
/** Columns of a list, and those that say where each of its rows comes from. */
export const mostExportColumns = 16_400
/** Rows that a workbook's sheet holds beside its header. */
export const workbookRowLimit = 1_048_575

/** What a report is taken away as: a table of everybody, or one page to print. */
export const reportFormats = [...exportFormats, 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]
