import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'

/**
 * Text that the encoding could not read: which rows have it, and what becomes of them. They are left out until the owner
 * mends them, reads the file in another encoding, or takes them in.
 */
export const UnreadableNotice = ({
  summary,
  onOpenPanel,
  onChoices,
  onFilter,
}: {
  readonly summary: ImportSummary
  /** Opens the panel in which the reading is changed. */
  readonly onOpenPanel: () => void
  readonly onChoices: (choices: ImportChoices) => void
  readonly onFilter: (filter: RowFilter) => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { choices, marks, leftOutMarks, notes, origin, unreadableRows } = summary
  const rows = marks.unreadable + leftOutMarks.unreadable
  const isLeftOut = choices.leftOut.includes('unreadable')
  const others = choices.leftOut.filter(mark => mark !== 'unreadable')
  const change = origin.kind === 'text' && (
    <Button size="small" onClick={onOpenPanel}>
      {t('notice.unreadableRows.encoding')}
    </Button>
  )
  if (rows === 0)
    return notes.unreadable === 0 ? null : (
      <Notice
        tone="warn"
        title={t('notice.unreadable.what', { n: format.n(notes.unreadable) })}
        actions={change}
        testId="notice-unreadable"
      >
        {t('notice.unreadable.do')}
      </Notice>
    )
  return (
    <Notice
      tone="warn"
      title={t(isLeftOut ? 'notice.unreadableRows.leftOut' : 'notice.unreadableRows.takenIn', {
        n: format.n(rows),
      })}
      actions={
        <>
          <Button
            size="small"
            onClick={() => onFilter({ status: isLeftOut ? 'leftOut' : 'usable', mark: 'unreadable' })}
            data-testid="show-unreadable"
          >
            {t('notice.unreadableRows.show')}
          </Button>
          {change}
          <Button
            size="small"
            onClick={() => onChoices({ ...choices, leftOut: isLeftOut ? others : [...others, 'unreadable'] })}
            data-testid="leave-out-unreadable-rows"
          >
            {t(isLeftOut ? 'takeIn' : 'leaveOut')}
          </Button>
        </>
      }
      testId="notice-unreadable"
    >
      {t(origin.kind === 'text' ? 'notice.unreadableRows.do' : 'notice.unreadableRows.doWorkbook', {
        rows: unreadableRows.join(t('separator')),
        more: rows > unreadableRows.length ? '…' : '',
      })}
    </Notice>
  )
}

/** Rows whose text seems to have come through a wrong encoding: told, and left out or taken in with one click. */
export const MixedNotice = ({
  summary,
  onChoices,
  onFilter,
}: {
  readonly summary: ImportSummary
  readonly onChoices: (choices: ImportChoices) => void
  readonly onFilter: (filter: RowFilter) => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { choices, marks, leftOutMarks } = summary
  const isLeftOut = choices.leftOut.includes('mixed-encoding')
  const rows = isLeftOut ? leftOutMarks['mixed-encoding'] : marks['mixed-encoding']
  const others = choices.leftOut.filter(mark => mark !== 'mixed-encoding')
  if (rows === 0) return null
  return (
    <Notice
      tone="warn"
      title={t('notice.mixed.what', { n: format.n(rows) })}
      actions={
        <>
          <Button
            size="small"
            onClick={() => onFilter({ status: isLeftOut ? 'leftOut' : 'usable', mark: 'mixed-encoding' })}
            data-testid="show-mixed"
          >
            {t('notice.unreadableRows.show')}
          </Button>
          <Button
            size="small"
            onClick={() =>
              onChoices({ ...choices, leftOut: isLeftOut ? others : [...others, 'mixed-encoding'] })
            }
            data-testid="leave-out-mixed-rows"
          >
            {t(isLeftOut ? 'takeIn' : 'leaveOut')}
          </Button>
        </>
      }
      testId="notice-mixed"
    >
      {t('notice.mixed.do')}
    </Notice>
  )
}
