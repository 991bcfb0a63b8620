import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { columnLimit } from '../../../shared/import/columns.ts'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ImportError } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import { SheetNotice } from './sheet-choice.tsx'
import { MixedNotice, UnreadableNotice } from './unreadable-notice.tsx'
import { isAppError } from './use-import.ts'

/** Why a file could not be read, and what to do. */
export const ImportFailureNotice = ({ failure }: { readonly failure: AppError | ImportError }) => {
  const { t } = useTranslation('import')
  if (isAppError(failure)) return <ErrorNotice error={failure} testId="contacts-failure" />
  return (
    <Notice tone="bad" title={t(`failure.${failure.failure}.what`)} urgent testId="contacts-failure">
      {t(`failure.${failure.failure}.do`)}
    </Notice>
  )
}

/** Why one of several files is not in the list. */
export const UnreadNotice = ({
  name,
  failure,
}: {
  readonly name: string
  readonly failure: AppError | ImportError
}) => {
  const { t } = useTranslation('import')
  return (
    <Notice tone="warn" title={t('join.unread', { name })} testId="notice-unread-file">
      {isAppError(failure) ? (
        <ErrorNotice error={failure} />
      ) : (
        `${t(`failure.${failure.failure}.what`)}${t('join.stop')}${t(`failure.${failure.failure}.do`)}`
      )}
    </Notice>
  )
}

const rowsNamed = 10

/** What was odd about the reading of the file, where anything was. */
export const ImportNotices = ({
  summary,
  onOpenPanel,
  onChoices,
  onFilter,
}: {
  readonly summary: ImportSummary
  readonly onChoices: (choices: ImportChoices) => void
  readonly onFilter: (filter: RowFilter) => void
  /** Opens the panel in which the reading is changed. */
  readonly onOpenPanel: () => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { phoneFound, rows, notes, phonesAbove, reasons, width } = summary
  const stray = notes.strayQuotes
  return (
    <>
      {!phoneFound && rows > 0 && reasons.masked * 2 < rows && (
        <Notice
          tone="warn"
          title={t('notice.noPhones.what')}
          actions={<ChangeButton onPress={onOpenPanel} />}
          testId="notice-no-phones"
        >
          {t(noPhonesHint(summary))}
        </Notice>
      )}
      {phonesAbove.length > 0 && (
        <Notice tone="plain" actions={<ChangeButton onPress={onOpenPanel} />} testId="notice-phones-above">
          {t('notice.phonesAbove', { rows: phonesAbove.slice(0, rowsNamed).join(t('separator')) })}
        </Notice>
      )}
      {reasons.masked > 0 && reasons.masked * 2 >= rows && (
        <Notice
          tone="warn"
          title={t('notice.masked.what', { n: format.n(reasons.masked) })}
          testId="notice-masked"
        >
          {t('notice.masked.do')}
        </Notice>
      )}
      <UnreadableNotice
        summary={summary}
        onOpenPanel={onOpenPanel}
        onChoices={onChoices}
        onFilter={onFilter}
      />
      <MixedNotice summary={summary} onChoices={onChoices} onFilter={onFilter} />
      <SheetNotice summary={summary} />
      {notes.unsolvedFormulas > 0 && (
        <Notice
          tone="warn"
          title={t('notice.unsolved.what', { n: format.n(notes.unsolvedFormulas) })}
          testId="notice-unsolved"
        >
          {t('notice.unsolved.do')}
        </Notice>
      )}
      {notes.isUnended && (
        <Notice tone="warn" title={t('notice.unended.what')} testId="notice-unended">
          {t('notice.unended.do')}
        </Notice>
      )}
      <HiddenNotice summary={summary} onChoices={onChoices} />
      {notes.mergedCells > 0 && (
        <Notice tone="plain" testId="notice-merged">
          {t('notice.merged', { n: format.n(notes.mergedCells) })}
        </Notice>
      )}
      {width > columnLimit && (
        <Notice
          tone={phoneFound ? 'plain' : 'warn'}
          title={t('notice.wide.what', { n: format.n(width), most: format.n(columnLimit) })}
          testId="notice-wide"
        >
          {t('notice.wide.do')}
        </Notice>
      )}
      {notes.cellsBeyond > 0 && (
        <Notice
          tone="warn"
          title={t('notice.beyond.what', { n: format.n(notes.cellsBeyond) })}
          testId="notice-beyond"
        >
          {t('notice.beyond.do')}
        </Notice>
      )}
      {stray.length > 0 && (
        <Notice
          tone="warn"
          title={t('notice.strayQuotes.what', { n: format.n(notes.strayCount) })}
          testId="notice-stray-quotes"
        >
          {t('notice.strayQuotes.do', {
            rows: stray.slice(0, rowsNamed).join(t('separator')),
            more: notes.strayCount > rowsNamed ? '…' : '',
          })}
        </Notice>
      )}
    </>
  )
}

const noPhonesHint = ({ origin }: ImportSummary) =>
  origin.kind === 'text'
    ? 'notice.noPhones.do'
    : origin.sheets.length > 1
      ? 'notice.noPhones.doSheets'
      : 'notice.noPhones.doSheet'

/** Rows that the sheet hides, by hand or by a filter: told, and left out or taken back with one click. */
const HiddenNotice = ({
  summary,
  onChoices,
}: {
  readonly summary: ImportSummary
  readonly onChoices: (choices: ImportChoices) => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { choices, marks, leftOutMarks } = summary
  const isLeftOut = choices.leftOut.includes('hidden')
  const rows = isLeftOut ? leftOutMarks.hidden : marks.hidden
  if (rows === 0) return null
  const leftOut = choices.leftOut.filter(mark => mark !== 'hidden')
  return (
    <Notice
      tone={isLeftOut ? 'plain' : 'warn'}
      actions={
        <Button
          size="small"
          onClick={() => onChoices({ ...choices, leftOut: isLeftOut ? leftOut : [...leftOut, 'hidden'] })}
          data-testid="leave-out-hidden-rows"
        >
          {t(isLeftOut ? 'takeIn' : 'leaveOut')}
        </Button>
      }
      testId="notice-hidden"
    >
      {t(isLeftOut ? 'notice.hiddenLeftOut' : 'notice.hidden', { n: format.n(rows) })}
    </Notice>
  )
}

const ChangeButton = ({ onPress }: { readonly onPress: () => void }) => {
  const { t } = useTranslation('import')
  return (
    <Button size="small" onClick={onPress}>
      {t('how.change')}
    </Button>
  )
}

/** The made-up list can't be sent to: said where the owner stands before the next step. */
export const SampleNotice = () => {
  const { t } = useTranslation('import')
  return (
    <Notice tone="warn" title={t('sampleRefused.what')} testId="sample-refused">
      {t('sampleRefused.do')}
    </Notice>
  )
}
