import { useMemo } from 'react'
import type { VariableSource } from '../../../shared/domain/filling.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { FlawedValues } from '../../workers/import/flawed-values.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'

const none: readonly FlawedValues[] = []

/** What is wrong with the values of usable contacts in the variables' columns. */
export const useFlaws = (
  contacts: UsableContacts,
  sources: ReadonlyMap<string, VariableSource>,
): readonly FlawedValues[] => {
  const columns = useMemo(
    () => [
      ...new Set([...sources.values()].flatMap(source => (source.kind === 'column' ? [source.index] : []))),
    ],
    [sources],
  )
  const [flaws] = useLoaded(() => contacts.flaws(columns), [contacts, columns.join()])
  return flaws.state === 'loaded' ? flaws.value : none
}
