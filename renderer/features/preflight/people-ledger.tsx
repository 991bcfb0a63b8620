import { useTranslation } from 'react-i18next'
import type { Preflight } from '../../../shared/domain/campaign.ts'
import { skipReasons } from '../../../shared/domain/states.ts'
import { rowMarks } from '../../../shared/import/row-status.ts'
import { Ledger, type LedgerLine } from '../../components/ledger.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ContactCounts } from '../import/usable-contacts.ts'

/** From the rows of the file to the people who will get the message; every step is on its own line. */
export const PeopleLedger = ({
  fileName,
  counts,
  preflight,
}: {
  readonly fileName: string
  readonly counts: ContactCounts
  readonly preflight: Preflight
}) => {
  const { t } = useTranslation(['preflight', 'common', 'import'])
  const format = useFormat()
  const people = (n: number): string => t('common:people', { n: format.n(n) })
  const takenOff = (['duplicate', 'bad', 'empty', 'optedOut'] as const).filter(kind => counts[kind] > 0)
  const reasonText = (reason: string): string => {
    const known = skipReasons.find(item => item === reason)
    return t(known === undefined ? 'common:cause.other' : `common:cause.${known}`)
  }
  const lines: readonly LedgerLine[] = [
    {
      key: 'rows',
      kind: 'start',
      label: t('ledger.rows', { fileName }),
      amount: t('common:rows', { n: format.n(counts.rows) }),
    },
    ...takenOff.map(
      kind =>
        ({
          key: kind,
          kind: 'minus',
          label: t(`ledger.${kind}`),
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
              label: t('ledger.leftOut', { why: t(`import:short.${mark}`) }),
              amount: t('common:rows', { n: format.n(rows) }),
            } as const,
          ]
    }),
    { key: 'usable', kind: 'sum', label: t('ledger.usable'), amount: people(preflight.recipients) },
    ...preflight.skipped
      .filter(skipped => skipped.count > 0)
      .map(
        skipped =>
          ({
            key: `skipped-${skipped.reason}`,
            kind: 'minus',
            label: reasonText(skipped.reason),
            amount: people(skipped.count),
          }) as const,
      ),
    { key: 'to-send', kind: 'sum', label: t('ledger.toSend'), amount: people(preflight.toSend) },
  ]
  return <Ledger lines={lines} label={t('ledger.label')} testId="people-ledger" />
}
