import { useTranslation } from 'react-i18next'
import type { Preflight } from '../../../shared/domain/campaign.ts'
import { skipReasons } from '../../../shared/domain/states.ts'
import { rowMarks } from '../../../shared/import/row-status.ts'
import { Ledger, type LedgerLine } from '../../components/ledger.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ContactCounts } from '../import/usable-contacts.ts'
import type { NamedPeople, PeopleOf } from './people-list-dialog.tsx'

/** From the rows of the file to the people who will get the message; every step is on its own line. */
export const PeopleLedger = ({
  fileName,
  counts,
  preflight,
  onOpen,
}: {
  readonly fileName: string
  readonly counts: ContactCounts
  readonly preflight: Preflight
  readonly onOpen: (people: NamedPeople) => void
}) => {
  const { t } = useTranslation(['preflight', 'common', 'import'])
  const format = useFormat()
  const people = (n: number): string => t('common:people', { n: format.n(n) })
  const takenOff = (['duplicate', 'bad', 'empty', 'optedOut'] as const).filter(kind => counts[kind] > 0)
  const reasonText = (reason: string): string => {
    const known = skipReasons.find(item => item === reason)
    return t(known === undefined ? 'common:cause.other' : `common:cause.${known}`)
  }
  const listed = (title: string, of: PeopleOf) => ({ label: title, onOpen: () => onOpen({ title, of }) })
  const lines: readonly LedgerLine[] = [
    {
      key: 'rows',
      kind: 'start',
      ...listed(t('ledger.rows', { fileName }), { kind: 'rows', filter: {} }),
      amount: t('common:rows', { n: format.n(counts.rows) }),
    },
    ...takenOff.map(
      kind =>
        ({
          key: kind,
          kind: 'minus',
          ...listed(t(`ledger.${kind}`), { kind: 'rows', filter: { status: kind } }),
          amount: t('common:rows', { n: format.n(counts[kind]) }),
        }) as const,
    ),
    ...rowMarks.flatMap(mark => {
      const rows = counts.leftOutBy[mark] ?? 0
      return rows === 0
        ? []
        : [
            {
              key: `leftOut-${mark}`,
              kind: 'minus',
              ...listed(t('ledger.leftOut', { why: t(`import:short.${mark}`) }), {
                kind: 'rows',
                filter: { status: 'leftOut', mark },
              }),
              amount: t('common:rows', { n: format.n(rows) }),
            } as const,
          ]
    }),
    {
      key: 'usable',
      kind: 'sum',
      ...listed(t('ledger.usable'), { kind: 'recipients', of: {} }),
      amount: people(preflight.recipients),
    },
    ...preflight.skipped
      .filter(skipped => skipped.count > 0)
      .map(
        skipped =>
          ({
            key: `skipped-${skipped.reason}`,
            kind: 'minus',
            ...listed(reasonText(skipped.reason), {
              kind: 'recipients',
              of: { states: ['skipped'], reason: { code: null, cause: skipped.reason } },
            }),
            amount: people(skipped.count),
          }) as const,
      ),
    {
      key: 'to-send',
      kind: 'sum',
      ...listed(t('ledger.toSend'), { kind: 'recipients', of: { states: ['pending'] } }),
      amount: people(preflight.toSend),
    },
  ]
  return <Ledger lines={lines} label={t('ledger.label')} testId="people-ledger" />
}
