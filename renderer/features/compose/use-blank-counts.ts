import { useMemo } from 'react'
import type { VariableSource } from '../../../shared/domain/filling.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'

const none: ReadonlyMap<string, number> = new Map()

/** How many usable contacts have nothing in the column of each variable; variables without blanks are not in it. */
export const useBlankCounts = (
  contacts: UsableContacts,
  sources: ReadonlyMap<string, VariableSource>,
): ReadonlyMap<string, number> => {
  const columns = useMemo(
    () =>
      [...sources].flatMap(([name, source]) =>
        source.kind === 'column' ? [{ name, index: source.index }] : [],
      ),
    [sources],
  )
  const key = columns.map(column => `${column.index}:${column.name}`).join('\n')
  const [counts] = useLoaded(async () => {
    const counted = await Promise.all(
      columns.map(async column => [column.name, await contacts.count({ blankIn: [column.index] })] as const),
    )
    return new Map(counted.filter(([, count]) => count > 0))
  }, [contacts, key])
  return counts.state === 'loaded' ? counts.value : none
}
