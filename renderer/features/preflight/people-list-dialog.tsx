import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../shared/assert-never.ts'
import type { HadOf } from '../../../shared/domain/campaign.ts'
import { pageByOffset } from '../../../shared/domain/offset-pages.ts'
import type { RecipientState } from '../../../shared/domain/states.ts'
import { DataTable, NoRows } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { usePages } from '../../lib/use-pages.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import type { ImportedRow } from '../../workers/import/row-views.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { useVerdict } from '../import/use-verdict.ts'
import { HadPeople } from '../recent/had-people.tsx'
import { PeopleTable } from '../recent/people-table.tsx'

/** Whom a number stands for: rows of the list, recipients of the draft, or those of them who had something before. */
export type PeopleOf =
  | { readonly kind: 'rows'; readonly filter: RowFilter }
  | { readonly kind: 'recipients'; readonly of: DraftFilter }
  | { readonly kind: 'had'; readonly of: HadOf }

type DraftFilter = {
  readonly states?: readonly RecipientState[]
  readonly reason?: { readonly code: null; readonly cause: string }
  readonly parts?: number
  readonly nearLimit?: boolean
}

export type NamedPeople = { readonly title: string; readonly of: PeopleOf }

type ListsProps = { readonly campaignId: number; readonly contacts: Pick<UsableContacts, 'rows'> }

/** The people behind a number of the check, a page at a time; nothing while none was pressed. */
export const PeopleListDialog = ({
  people,
  onClose,
  ...lists
}: ListsProps & { readonly people: NamedPeople | null; readonly onClose: () => void }) => {
  const { t } = useTranslation('common')
  return (
    <Dialog
      open={people !== null}
      wide
      title={people?.title ?? ''}
      onClose={onClose}
      testId="people-dialog"
      actions={
        <Button size="large" onClick={onClose} data-testid="people-close">
          {t('close')}
        </Button>
      }
    >
      {people !== null && <People {...lists} of={people.of} />}
    </Dialog>
  )
}

const People = ({ campaignId, contacts, of }: ListsProps & { readonly of: PeopleOf }) => {
  switch (of.kind) {
    case 'rows':
      return <Rows contacts={contacts} filter={of.filter} />
    case 'recipients':
      return <DraftPeople campaignId={campaignId} of={of.of} />
    case 'had':
      return <HadPeople campaignId={campaignId} of={of.of} />
    default:
      return assertNever(of)
  }
}

const textOf = (row: ImportedRow): string => row.cells.filter(cell => cell.trim() !== '').join('　')

const Rows = ({ contacts, filter }: Pick<ListsProps, 'contacts'> & { readonly filter: RowFilter }) => {
  const { t } = useTranslation('preflight')
  const verdict = useVerdict(true)
  const [page] = usePages(filter, (of, request) =>
    pageByOffset(({ offset, limit }) => contacts.rows(of, offset, limit), request),
  )
  if (page.state === 'loading') return null
  if (page.state === 'failed') return <ErrorNotice error={page.error} />
  return (
    <DataTable
      columns={[
        { key: 'row', title: t('people.row'), width: 72, align: 'end', cell: row => row.row },
        { key: 'phone', title: t('people.phone'), width: 128, cell: row => row.phone },
        { key: 'why', title: t('people.why'), width: 180, cell: verdict },
        { key: 'text', title: t('people.text'), tone: 'soft', cell: textOf },
      ]}
      rows={page.value.rows}
      rowKey={row => row.index}
      rowHooks={row => ({ 'data-testid': 'listed-row', 'data-row': row.row })}
      size="dense"
      empty={<NoRows>{t('people.none')}</NoRows>}
      pages={page.value}
    />
  )
}

/** Recipients of a draft. */
export const DraftPeople = ({
  campaignId,
  of,
}: Pick<ListsProps, 'campaignId'> & { readonly of: DraftFilter }) => {
  const { t } = useTranslation('preflight')
  const [page] = usePages({ campaignId, ...of }, ({ states, ...query }, request) =>
    call(
      bridge.campaigns.recipients({
        ...query,
        ...(states === undefined ? {} : { states: [...states] }),
        ...request,
      }),
    ),
  )
  return (
    <PeopleTable
      page={page}
      nameWidth={110}
      columns={[
        { key: 'message', title: t('people.message'), tone: 'soft', cell: ({ message }) => message },
        { key: 'parts', title: t('people.parts'), width: 84, align: 'end', cell: ({ parts }) => parts },
      ]}
      testId="listed-person"
    />
  )
}
