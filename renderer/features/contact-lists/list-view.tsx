import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilter, ContactList, ListContact } from '../../../shared/domain/contact-list.ts'
import { pageByOffset } from '../../../shared/domain/offset-pages.ts'
import { useApp } from '../../app/app-context.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { FooterBar, Page } from '../../components/page.tsx'
import { bridge, call, useBridgeEvent } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { usePages } from '../../lib/use-pages.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { WrittenFile } from '../export/written-file.tsx'
import { ImportFailureNotice } from '../import/import-notices.tsx'
import { FileButton } from './file-button.tsx'
import { ForgetDialog } from './forget-dialog.tsx'
import { ForgottenNotice, type ForgottenPerson } from './forgotten-notice.tsx'
import { KeepDialog, type Kept } from './keep-dialog.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { NameDialog } from './list-dialogs.tsx'
import styles from './list-view.module.css'
import { offerContacts } from './listed-contacts.ts'
import { PeopleCard } from './people-card.tsx'
import { type PersonChange, PersonDialog } from './person-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { useListFile } from './use-list-file.ts'
import { useListedContacts } from './use-listed-contacts.ts'

const everybody: ContactFilter = { search: '', tag: null }
const pageSize = 50

type Said =
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'forgotten'; readonly forgotten: ForgottenPerson }
  | { readonly kind: 'person'; readonly change: PersonChange }
  | { readonly kind: 'tagged'; readonly people: number }
  | { readonly kind: 'exported'; readonly path: string; readonly fileId: number; readonly rows: number }

/** One contact list: who is in it, their tags, and the way into a campaign. */
export const ListView = ({
  listId,
  onLeave,
  onRemoved,
}: {
  readonly listId: number
  readonly onLeave: () => void
  /** Told what is gone, and can be put back. */
  readonly onRemoved: (list: ContactList) => void
}) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  const { go } = useApp()
  const [typed, setTyped] = useState(everybody)
  const search = useSettled(typed.search)
  const filter = useMemo(() => ({ search, tag: typed.tag }), [search, typed.tag])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState<Said | null>(null)
  const [asking, setAsking] = useState<'rename' | 'tags' | null>(null)
  const [forgetting, setForgetting] = useState<string | null>(null)
  const [writing, setWriting] = useState<{ readonly person: ListContact | null } | null>(null)
  const file = useListFile()
  const [revision, setRevision] = useState(0)
  const changed = (): void => setRevision(count => count + 1)
  useBridgeEvent('opt-outs-changed', changed)

  const [list] = useLoaded(() => call(bridge.contactLists.get({ listId })), [listId, revision])
  const [tags] = useLoaded(() => call(bridge.contactLists.tags({ listId })), [listId, revision])
  const [people] = usePages(
    filter,
    (wanted, request) =>
      pageByOffset(place => call(bridge.contactLists.page({ listId, filter: wanted, ...place })), request),
    { when: [listId, revision], limit: pageSize },
  )
  const wizard = useListedContacts(contacts => {
    offerContacts(contacts)
    go({ screen: 'send' })
  })
  const exporting = useAction(async () => {
    const { path, fileId, rows } = await call(bridge.contactLists.export({ listId }))
    if (path !== null && fileId !== null) setSaid({ kind: 'exported', path, fileId, rows })
  })
  const remove = useAction(async (gone: ContactList) => {
    await call(bridge.contactLists.remove({ listId }))
    onRemoved(gone)
  })
  const undo = useAction(async (person: ListContact) => {
    const { phone, values, tags, addedAt } = person
    await call(bridge.contactLists.writePerson({ listId, was: null, phone, values, tags, addedAt }))
    setSaid(null)
    changed()
  })
  const look = (next: ContactFilter): void => {
    setTyped(next)
    setChosen(new Set())
  }

  if (list.state === 'failed')
    return (
      <Page title={t('title')} extra={<Button onClick={onLeave}>{t('back')}</Button>}>
        <ErrorNotice error={list.error} />
      </Page>
    )
  if (list.state === 'loading') return <Page title={t('title')}>{null}</Page>
  const { name, contacts } = list.value
  const total = people.state === 'loaded' ? people.value.total : contacts
  // What is in view is what a press of a button means, whatever was typed since.
  const shown = people.state === 'loaded' ? people.value.of : everybody
  const isFiltered = shown.search.trim() !== '' || shown.tag !== null
  const n = format.n(total)
  return (
    <Page
      title={<span data-testid="list-name">{name}</span>}
      subtitle={t('about', { n: format.n(contacts), time: format.dateTime(list.value.updatedAt) })}
      extra={
        <div className={styles['actions']}>
          <FileButton
            label={t('merge')}
            loading={file.reading}
            onFile={chosenFile => {
              setSaid(null)
              file.open(chosenFile)
            }}
            testId="merge-file"
          />
          <Button loading={exporting.running} onClick={exporting.run} data-testid="list-export">
            {t('export.action')}
          </Button>
          <Button onClick={() => setAsking('rename')} data-testid="list-rename">
            {t('rename.action')}
          </Button>
          <Button
            disabled={list.state !== 'loaded'}
            loading={remove.running}
            onClick={() => remove.run(list.value)}
            data-testid="list-remove"
          >
            {t('remove.action')}
          </Button>
        </div>
      }
      footer={
        <FooterBar
          back={
            <Button size="large" onClick={onLeave} data-testid="lists-back">
              {t('back')}
            </Button>
          }
          hint={
            wizard.opening === null || wizard.progress === null
              ? t('use.hint')
              : t('use.opening', {
                  done: format.n(wizard.progress.done),
                  total: format.n(wizard.progress.total),
                })
          }
        >
          <Button
            type="primary"
            size="large"
            disabled={total === 0}
            loading={wizard.opening !== null}
            onClick={() => wizard.open(listId, shown)}
            data-testid="list-send"
          >
            {isFiltered ? t('use.found', { n }) : t('use.all')}
          </Button>
        </FooterBar>
      }
    >
      {people.state === 'failed' && <ErrorNotice error={people.error} />}
      {exporting.error !== null && <ErrorNotice error={exporting.error} testId="export-error" />}
      {remove.error !== null && <ErrorNotice error={remove.error} testId="remove-error" />}
      {file.failure !== null && <ImportFailureNotice failure={file.failure} />}
      {wizard.failure !== null && <ImportFailureNotice failure={wizard.failure} />}
      {said !== null && <SaidNotice said={said} undoing={undo.running} onUndo={person => undo.run(person)} />}
      {undo.error !== null && <ErrorNotice error={undo.error} testId="undo-error" />}
      {people.state === 'loaded' && (
        <PeopleCard
          list={list.value}
          tags={tags.state === 'loaded' ? tags.value : []}
          people={people.value}
          filter={typed}
          onFilter={look}
          chosen={chosen}
          onChosen={setChosen}
          onTags={() => setAsking('tags')}
          onForget={setForgetting}
          onWrite={person => setWriting({ person })}
        />
      )}
      {asking === 'rename' && (
        <NameDialog
          listId={listId}
          name={name}
          onClose={() => setAsking(null)}
          onRenamed={() => {
            setAsking(null)
            changed()
          }}
        />
      )}
      {asking === 'tags' && (
        <TagDialog
          listId={listId}
          tags={tags.state === 'loaded' ? tags.value.map(({ tag }) => tag) : []}
          of={chosen.size > 0 ? { phones: [...chosen] } : { filter: shown }}
          people={chosen.size > 0 ? chosen.size : total}
          onClose={() => setAsking(null)}
          onTagged={count => {
            setAsking(null)
            setChosen(new Set())
            setSaid({ kind: 'tagged', people: count })
            changed()
          }}
        />
      )}
      {writing !== null && (
        <PersonDialog
          list={list.value}
          person={writing.person}
          onClose={() => setWriting(null)}
          onChanged={change => {
            setWriting(null)
            setChosen(new Set())
            setSaid({ kind: 'person', change })
            changed()
          }}
        />
      )}
      {forgetting !== null && (
        <ForgetDialog
          phone={forgetting}
          onClose={() => setForgetting(null)}
          onForgotten={forgotten => {
            setForgetting(null)
            setChosen(new Set())
            setSaid({ kind: 'forgotten', forgotten })
            changed()
          }}
        />
      )}
      {file.contacts !== null && (
        <KeepDialog
          contacts={file.contacts}
          warnings={file.warnings}
          into={listId}
          onClose={file.letGo}
          onKept={kept => {
            file.letGo()
            setSaid({ kind: 'kept', kept })
            changed()
          }}
        />
      )}
    </Page>
  )
}

const SaidNotice = ({
  said,
  undoing,
  onUndo,
}: {
  readonly said: Said
  readonly undoing: boolean
  readonly onUndo: (person: ListContact) => void
}) => {
  const { t } = useTranslation('contactLists')
  const format = useFormat()
  switch (said.kind) {
    case 'kept':
      return <KeptNotice kept={said.kept} />
    case 'forgotten':
      return <ForgottenNotice forgotten={said.forgotten} />
    case 'person': {
      const { change } = said
      if (change.kind === 'written')
        return (
          <Notice
            tone="good"
            title={t(change.isNew ? 'person.added' : 'person.changed', { phone: change.phone })}
            testId="person-written"
          />
        )
      return (
        <Notice
          tone="good"
          title={t('person.removed', { phone: change.person.phone })}
          testId="person-removed"
          actions={
            <Button loading={undoing} onClick={() => onUndo(change.person)} data-testid="person-undo">
              {t('person.undo')}
            </Button>
          }
        />
      )
    }
    case 'tagged':
      return <Notice tone="good" title={t('tagged', { n: format.n(said.people) })} testId="tagged" />
    case 'exported':
      return (
        <Notice tone="good" title={t('export.done', { n: format.n(said.rows) })} testId="list-exported">
          <span className="selectable" data-path={said.path}>
            {said.path}
          </span>
          <WrittenFile key={said.fileId} fileId={said.fileId} />
        </Notice>
      )
  }
}
