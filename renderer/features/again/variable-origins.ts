import type { VariableOrigin } from '../../../shared/domain/campaign.ts'
import type { VariableSource } from '../compose/content.ts'
import type { ContactColumn } from '../import/usable-contacts.ts'

/** Where each variable comes from, in names, which outlive a list: its columns are numbered per file. */
export const variableOrigins = (
  sources: ReadonlyMap<string, VariableSource>,
  columns: readonly ContactColumn[],
): VariableOrigin[] =>
  [...sources].flatMap(([variable, source]): VariableOrigin[] => {
    if (source.kind === 'fixed') return [{ variable, text: source.text }]
    const column = columns.find(({ index }) => source.kind === 'column' && index === source.index)
    return column === undefined ? [] : [{ variable, column: column.name }]
  })

/** The same for another list: only where exactly one of its columns has the name. */
export const sourcesByName = (
  origins: readonly VariableOrigin[],
  columns: readonly ContactColumn[],
): ReadonlyMap<string, VariableSource> =>
  new Map(
    origins.flatMap((origin): [string, VariableSource][] => {
      if ('text' in origin) return [[origin.variable, { kind: 'fixed', text: origin.text }]]
      const [column, ...others] = columns.filter(({ name }) => name === origin.column)
      return column === undefined || others.length > 0
        ? []
        : [[origin.variable, { kind: 'column', index: column.index }]]
    }),
  )
