import { Button } from 'antd'
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linesOfPaste } from '../../../shared/import/pasted-text.ts'
import { FooterBar, Page } from '../../components/page.tsx'
import { useFormat } from '../../lib/format.ts'
import type { ListOrigin } from '../../workers/import/list-journal.ts'
import type { RowFilter } from '../../workers/import/row-filter.ts'
import { ContactListButton } from '../contact-lists/contact-list-button.tsx'
import { KeepButton } from '../contact-lists/keep-button.tsx'
import { CheckedRows } from './checked-rows.tsx'
import { DropZone, Invitation } from './drop-zone.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { ImportFailureNotice, SampleNotice, UnreadNotice } from './import-notices.tsx'
import styles from './import-step.module.css'
import { columnsOf, usableContacts } from './imported-contacts.ts'
import { JoinNotice } from './join-notice.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { ReadingProgress } from './reading-progress.tsx'
import { sampleListText } from './sample-file.ts'
import type { UsableContacts } from './usable-contacts.ts'
import { useImport } from './use-import.ts'
import { usePaste } from './use-paste.ts'

const everything: RowFilter = {}

type ImportStepProps = {
  readonly onReady: (contacts: UsableContacts) => void
  /** The made-up list is for practice only. */
  readonly allowSample: boolean
  /** Told of the list in view whenever it has changed. */
  readonly onList: (list: ListInHand) => void
  /** A kept list to be made anew; `goOn`: the owner had left this step already. */
  readonly restore: { readonly origin: ListOrigin; readonly isSample: boolean; readonly goOn: boolean } | null
  /** What else can be begun with, where there is no list yet. */
  readonly offers: ReactNode
}

export type ListInHand = {
  readonly fileName: string
  readonly origin: ListOrigin
  readonly people: number
  readonly isSample: boolean
}

/** First step of sending: a file becomes a list whose every row is judged, and the owner sees and mends what came of it. */
export const ImportStep = ({ onReady, allowSample, onList, restore, offers }: ImportStepProps) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { client, state, actions } = useImport()
  const [filter, setFilter] = useState(everything)
  const [dialog, setDialog] = useState<'paste' | 'export' | null>(null)
  const { summary, reading, failure, isSample } = state

  const columns = useMemo(
    () => (summary === null ? [] : columnsOf(summary, place => t('columnName', { place }))),
    [summary, t],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is looked at as a whole first
  useEffect(() => setFilter(everything), [state.edition])

  const openPasted = useCallback(
    (text: string) => actions.openText(t('paste.name'), linesOfPaste(text), 'pasted'),
    [actions, t],
  )
  const section = usePaste(
    summary === null && reading === null && dialog === null,
    openPasted,
    actions.openFiles,
  )

  const usable = summary === null ? 0 : summary.statuses.usable + summary.splits.usable
  const splits = summary === null ? 0 : Object.values(summary.splits).reduce((sum, count) => sum + count, 0)
  const isSampleRefused = isSample && !allowSample
  const isWaiting = reading !== null || state.busy
  const isAsked = summary !== null && summary.inDoubt.length > 0
  const next = (): void => {
    if (client !== null && summary !== null) onReady(usableContacts(client, summary, columns, isSample))
  }

  const [restored, setRestored] = useState<ImportStepProps['restore']>(null)
  const begin = useEffectEvent((kept: NonNullable<ImportStepProps['restore']>) =>
    actions.restore(kept.origin, kept.isSample),
  )
  useEffect(() => {
    if (client !== null && restore !== null) begin(restore)
  }, [client, restore])
  const told = useEffectEvent(() => {
    const origin = client?.origin() ?? null
    if (summary === null || origin === null || isWaiting) return
    onList({ fileName: summary.fileName, origin, people: usable, isSample })
    if (restore === null || restored === restore) return
    setRestored(restore)
    if (restore.goOn && usable > 0 && !isAsked && !isSampleRefused) next()
  })
  useEffect(() => {
    if (state.revision > 0 && !isWaiting) told()
  }, [state.revision, isWaiting])

  return (
    <section
      ref={section}
      className={styles['step']}
      data-testid="contacts-step"
      data-app-state={client === null || reading !== null || state.busy ? 'loading' : 'loaded'}
    >
      <DropZone
        onFiles={actions.openFiles}
        onMore={actions.addFiles}
        onFolder={() => actions.refuse('folder')}
      >
        {(choose, chooseMore) => (
          <Page
            title={t('title')}
            subtitle={
              summary === null || reading !== null ? (
                t('subtitle')
              ) : (
                <span data-testid="file-name">
                  {t('source', {
                    name:
                      summary.files.length > 1
                        ? `${summary.fileName}${t('join.several', { n: format.n(summary.files.length) })}`
                        : summary.fileName,
                    rows: format.n(summary.rows),
                  })}
                  {splits > 0 && t('sourceSplit', { n: format.n(splits) })}
                  {summary.deleted > 0 && t('sourceDeleted', { rows: format.n(summary.deleted) })}
                </span>
              )
            }
            {...(summary === null || reading !== null
              ? { extra: reading === null && <ContactListButton onChosen={onReady} /> }
              : {
                  extra: (
                    <span className={styles['extra']}>
                      {client !== null && !isSample && (
                        <KeepButton
                          contacts={() => usableContacts(client, summary, columns)}
                          disabled={usable === 0 || isAsked || state.joining !== null || isWaiting}
                        />
                      )}
                      <Button onClick={() => setDialog('export')} data-testid="contacts-export">
                        {t('export.action')}
                      </Button>
                      <Button onClick={() => setDialog('paste')} data-testid="contacts-paste">
                        {t('paste.action')}
                      </Button>
                      <Button onClick={chooseMore} disabled={isWaiting} data-testid="contacts-add">
                        {t('join.add')}
                      </Button>
                      <Button onClick={choose} data-testid="contacts-choose">
                        {t('another')}
                      </Button>
                    </span>
                  ),
                  footer: (
                    <Footer
                      rows={summary.rows + splits}
                      usable={usable}
                      leftOut={summary.statuses.leftOut + summary.splits.leftOut}
                      refused={isSampleRefused}
                      asked={isAsked ? 'question.waiting' : state.joining !== null ? 'join.waiting' : null}
                      busy={isWaiting}
                      onNext={next}
                    />
                  ),
                })}
          >
            {failure !== null && <ImportFailureNotice failure={failure} />}
            {state.joining !== null && summary !== null && (
              <JoinNotice question={state.joining.question} files={summary.files} onJoin={actions.join} />
            )}
            {state.unread.map(({ name, failure: why }) => (
              <UnreadNotice key={name} name={name} failure={why} />
            ))}
            {isSampleRefused && <SampleNotice />}
            {reading !== null && <ReadingProgress reading={reading} onCancel={actions.cancel} />}
            {summary === null && reading === null && offers}
            {summary === null && reading === null && (
              <Invitation
                onChoose={choose}
                onPaste={() => setDialog('paste')}
                {...(allowSample
                  ? { onSample: () => actions.openText(t('sampleName'), sampleListText, 'sample') }
                  : {})}
              />
            )}
            {summary !== null && client !== null && (
              // Numbers of one list never stand beside the progress of another.
              <div className={styles['list']} hidden={reading !== null}>
                <CheckedRows
                  client={client}
                  summary={summary}
                  state={state}
                  columns={columns}
                  filter={filter}
                  onFilter={setFilter}
                  actions={actions}
                />
              </div>
            )}
          </Page>
        )}
      </DropZone>
      <PasteDialog
        open={dialog === 'paste'}
        onTake={text => {
          setDialog(null)
          openPasted(text)
        }}
        onClose={() => setDialog(null)}
      />
      {summary !== null && client !== null && (
        <ExportDialog
          open={dialog === 'export'}
          client={client}
          summary={summary}
          columns={columns}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  )
}

const Footer = ({
  rows,
  usable,
  leftOut,
  refused,
  asked,
  busy,
  onNext,
}: {
  readonly rows: number
  readonly usable: number
  readonly leftOut: number
  /** The list may not be sent to. */
  readonly refused: boolean
  /** What the owner has yet to decide, in words. */
  readonly asked: 'question.waiting' | 'join.waiting' | null
  readonly busy: boolean
  readonly onNext: () => void
}) => {
  const { t } = useTranslation(['import', 'common'])
  const format = useFormat()
  const left = rows - usable
  const hint = (): string => {
    if (refused) return t('sampleRefused.what')
    if (asked !== null) return t(asked)
    if (usable === 0) return leftOut > 0 ? t('nobodyLeft', { n: format.n(leftOut) }) : t('nobody')
    return t(left === 0 ? 'allUsable' : 'someUsable', { usable: format.n(usable), left: format.n(left) })
  }
  return (
    <FooterBar hint={hint()}>
      <Button
        type="primary"
        size="large"
        disabled={usable === 0 || busy || refused || asked !== null}
        onClick={onNext}
        data-testid="contacts-next"
      >
        {t('common:next')}
      </Button>
    </FooterBar>
  )
}
