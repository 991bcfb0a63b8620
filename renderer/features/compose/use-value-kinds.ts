import { useMemo } from 'react'
import type { VariableSource } from '../../../shared/domain/filling.ts'
import type { ValueKind } from '../../../shared/sms/value-form.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'

const none: ReadonlyMap<number, ValueKind> = new Map()

/** Which of the columns that variables come from hold numbers, and which days. */
export const useValueKinds = (
  contacts: UsableContacts,
  sources: ReadonlyMap<string, VariableSource>,
): ReadonlyMap<number, ValueKind> => {
  const columns = useMemo(
    () => [
      ...new Set([...sources.values()].flatMap(source => (source.kind === 'column' ? [source.index] : []))),
    ],
    [sources],
  )
  const [kinds] = useLoaded(
    async () => new Map((await contacts.kinds(columns)).map(({ column, kind }) => [column, kind])),
    [contacts, columns.join()],
  )
  return kinds.state === 'loaded' ? kinds.value : none
}
