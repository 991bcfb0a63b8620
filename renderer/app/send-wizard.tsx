import {
  type Dispatch,
  memo,
  type SetStateAction,
  Suspense,
  startTransition,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../shared/domain/campaign.ts'
import { withPracticeCodes } from '../../shared/domain/practice-codes.ts'
import { StepBar } from '../components/step-bar.tsx'
import { type CopiedCampaign, offerCopy, useOfferedCopy } from '../features/again/copied-campaign.ts'
import { CopiedNotice, type TakenCopy } from '../features/again/copied-notice.tsx'
import { choicesOf, sourcesByName } from '../features/again/variable-origins.ts'
import { type Content, emptyContent } from '../features/compose/content.ts'
import { offerContacts, useOfferedContacts } from '../features/contact-lists/listed-contacts.ts'
import { ImportStep, type ListInHand } from '../features/import/import-step.tsx'
import type { UsableContacts } from '../features/import/usable-contacts.ts'
import { ModeSwitch } from '../features/practice/mode-switch.tsx'
import { useBuild } from '../features/preflight/use-build.ts'
import { RunningElsewhere } from '../features/sending/running-elsewhere.tsx'
import { KeepFailure } from '../features/work/keep-failure.tsx'
import { contentOf } from '../features/work/kept-content.ts'
import type { ResumedWork } from '../features/work/kept-works.ts'
import { KeptWorks } from '../features/work/kept-works-panel.tsx'
import { useKeptWork } from '../features/work/use-kept-work.ts'
import { useBridgeEvent } from '../lib/bridge.ts'
import { useScreen } from '../lib/screen.ts'
import { useSliceState } from '../lib/use-slice-state.ts'
import { useWork } from '../lib/work.ts'
import { hasCredentials, useApp } from './app-context.ts'
import { useCampaignList } from './campaign-list.tsx'
import { campaignName } from './campaign-name.ts'
import { CampaignScreen, ComposeScreen, PreflightScreen } from './screens.ts'
import styles from './send-wizard.module.css'

/** Spared every keystroke of the steps after it. */
const ListStep = memo(ImportStep)

type StepKey = 'contacts' | 'compose' | 'preflight' | 'sending'

/** From a list to a running campaign. It stays mounted while the owner looks elsewhere. */
export const SendWizard = ({
  active,
  content,
  onContent,
}: {
  readonly active: boolean
  /** What was written last is offered again; the list is not, it belongs to one campaign. */
  readonly content: Content
  readonly onContent: Dispatch<SetStateAction<Content>>
}) => {
  const [round, setRound] = useState(0)
  const [sentText, setSentText] = useState('')
  const [taken, setTaken] = useState<TakenCopy | null>(null)
  return (
    <section className={styles['wizard']} hidden={!active}>
      <WizardRound
        key={round}
        active={active}
        content={content}
        onContent={onContent}
        sentText={sentText}
        onBegun={setSentText}
        taken={taken}
        onTaken={setTaken}
        onAgain={() => setRound(count => count + 1)}
      />
    </section>
  )
}

const WizardRound = ({
  active,
  content,
  onContent,
  sentText,
  onBegun,
  taken,
  onTaken,
  onAgain,
}: {
  readonly active: boolean
  readonly content: Content
  readonly onContent: Dispatch<SetStateAction<Content>>
  /** The text of the last campaign that was begun; it stands in the records. */
  readonly sentText: string
  readonly onBegun: (text: string) => void
  /** The campaign that the content is a copy of. */
  readonly taken: TakenCopy | null
  readonly onTaken: (taken: TakenCopy | null) => void
  readonly onAgain: () => void
}) => {
  const { t } = useTranslation('shell')
  const { credentials, settings } = useApp()
  const [chosenMode, setMode] = useState<Mode | null>(taken?.copy.mode ?? null)
  const mode = chosenMode ?? (hasCredentials(credentials) ? 'real' : 'practice')
  const [step, setStep] = useSliceState<StepKey>('contacts')
  const [contacts, setContacts] = useState<UsableContacts | null>(null)
  const [finished, setFinished] = useState(false)
  const { build, begin, refresh, discard, release } = useBuild()
  const campaignId = build?.state === 'built' ? build.campaign.campaignId : null

  const { campaigns } = useCampaignList()
  /** A campaign of this round stands in the records, so that nothing of it is lost with the window. */
  const begun =
    campaigns.state === 'loaded' &&
    campaigns.value.some(({ id, status }) => id === campaignId && status !== 'draft')
  const { text } = content.template
  useEffect(() => {
    if (!begun) return
    onBegun(text)
    onTaken(null)
  }, [begun, onBegun, onTaken, text])
  const [list, setList] = useState<ListInHand | null>(null)
  const inHand = useMemo(() => {
    if (begun || (list === null && (text.trim() === '' || text === sentText))) return null
    return {
      name: list?.fileName.replace(/\.[^.]+$/, '') ?? text.trim().slice(0, 20),
      mode,
      step: step === 'contacts' ? ('contacts' as const) : ('compose' as const),
      list,
      content,
    }
  }, [begun, list, text, sentText, mode, step, content])
  const kept = useKeptWork(inHand, begun)
  useWork('work', kept.state.kind !== 'saved')

  useScreen(active && step === 'contacts' ? 'contacts' : null, mode === 'practice')

  const lastContacts = useRef<UsableContacts | null>(null)
  const [resumed, setResumed] = useState<ResumedWork | null>(null)
  const resumedList = useMemo(
    () =>
      resumed?.origin && {
        origin: resumed.origin,
        isSample: resumed.work.list?.isSample ?? false,
        goOn: resumed.work.step === 'compose',
      },
    [resumed],
  )
  const { resume } = kept
  const goOn = useCallback(
    (work: ResumedWork) => {
      resume(work)
      setMode(work.work.mode)
      onContent(() => contentOf(work.work.content))
      setResumed(work)
    },
    [resume, onContent],
  )
  const offers = useMemo(() => <KeptWorks onResume={goOn} />, [goOn])
  /** What the kept choices were made for. */
  const resumedFile = resumed?.origin?.files[0]
  /** Where a copy's variables come from, until the list is there in which that is looked up. */
  const copied = useRef(taken?.copy.variables ?? null)
  const takeContacts = useCallback(
    (ready: UsableContacts) => {
      const last = lastContacts.current
      const variables = copied.current
      lastContacts.current = ready
      copied.current = null
      const isOther = last === null ? ready.origin()?.files[0] !== resumedFile : !sameColumns(ready, last)
      // Columns are numbered per file: a choice made for another file means nothing here.
      if (isOther || variables !== null)
        onContent(written => ({
          ...written,
          chosen: sourcesByName(variables ?? [], ready.columns),
          ...choicesOf(variables ?? []),
        }))
      setContacts(ready)
      setStep('compose')
    },
    [onContent, resumedFile, setStep],
  )

  // Somebody was forgotten who may stand in the list: a draft of it is gone too.
  useBridgeEvent('works-removed', () => {
    if (begun || list === null || list.isSample) return
    discard()
    onAgain()
  })

  const offered = useOfferedContacts()
  /** A contact list begins a campaign; a draft of the one before it is thrown away, one that was sent stays in the history. */
  const takeOffered = useEffectEvent((ready: UsableContacts) => {
    offerContacts(null)
    // Together with the step, so that none stands there empty meanwhile.
    startTransition(step === 'preflight' ? discard : release)
    setFinished(false)
    const origin = ready.origin()
    if (origin !== null)
      setList({ fileName: ready.fileName, origin, people: ready.counts.usable, isSample: false })
    takeContacts(ready)
  })
  useEffect(() => {
    if (offered !== null) takeOffered(offered)
  }, [offered])

  const offeredCopy = useOfferedCopy()
  /** The content of another campaign; with its people where they are kept, else the list is the next thing to choose. */
  const takeCopy = useEffectEvent((copy: CopiedCampaign) => {
    offerCopy(null)
    onTaken({ copy, before: { content, mode } })
    onContent(() => ({ ...emptyContent, ...copy.message }))
    setMode(copy.mode)
    copied.current = copy.variables
    if (copy.contacts !== null) takeOffered(copy.contacts)
    else if (begun) again()
    else {
      startTransition(discard)
      setStep('contacts')
    }
  })
  useEffect(() => {
    if (offeredCopy !== null) takeCopy(offeredCopy)
  }, [offeredCopy])

  const toPreflight = (): void => {
    if (contacts === null) return
    // The mode was changed after the list: the screen of the list says what is to be done.
    if (contacts.isSample && mode !== 'practice') {
      setStep('contacts')
      return
    }
    begin({
      name: campaignName(contacts.fileName, Date.now()),
      mode,
      contacts,
      content: mode === 'practice' ? withPracticeCodes(content) : content,
      review: settings,
    })
    setStep('preflight')
  }

  const toContent = (): void => {
    startTransition(discard)
    setStep('compose')
  }

  const again = (): void => {
    release()
    onAgain()
  }

  return (
    <>
      <header className={styles['bar']}>
        <div className={styles['barInner']}>
          <StepBar
            label={t('wizard.steps')}
            current={finished ? 'report' : step}
            steps={(['contacts', 'compose', 'preflight', 'sending', 'report'] as const).map(key => ({
              key,
              label: t(`wizard.${key}`),
            }))}
          />
          <ModeSwitch mode={mode} fixed={step === 'preflight' || step === 'sending'} onChange={setMode} />
        </div>
      </header>
      <RunningElsewhere ownId={campaignId} />
      {taken !== null && (step === 'contacts' || step === 'compose') && (
        <CopiedNotice
          taken={taken}
          content={content}
          listIsChosen={step === 'compose'}
          onUndo={() => {
            copied.current = null
            onContent(() => taken.before.content)
            setMode(taken.before.mode)
            onTaken(null)
          }}
        />
      )}
      {kept.state.kind === 'failed' && <KeepFailure error={kept.state.error} />}
      {/* Kept mounted: the way back to the list must not read the file again. */}
      <div className={styles['step']} hidden={step !== 'contacts'}>
        <ListStep
          onReady={takeContacts}
          allowSample={mode === 'practice'}
          onList={setList}
          restore={resumedList ?? null}
          offers={offers}
        />
      </div>
      <Suspense>
        {step === 'compose' && contacts !== null && (
          <ComposeScreen
            active={active}
            mode={mode}
            contacts={contacts}
            content={content}
            onChange={onContent}
            onBack={() => setStep('contacts')}
            onNext={toPreflight}
          />
        )}
        {step === 'preflight' && build !== null && contacts !== null && (
          <PreflightScreen
            active={active}
            mode={mode}
            build={build}
            contacts={contacts}
            content={content}
            onChanged={refresh}
            onBack={toContent}
            onNext={() => setStep('sending')}
          />
        )}
        {step === 'sending' && campaignId !== null && (
          <CampaignScreen
            campaignId={campaignId}
            active={active}
            onFinished={setFinished}
            onLeave={{ kind: 'wizard', back: () => setStep('preflight'), again }}
          />
        )}
      </Suspense>
    </>
  )
}

const sameColumns = (a: UsableContacts, b: UsableContacts): boolean =>
  a.phoneColumn === b.phoneColumn &&
  a.columns.length === b.columns.length &&
  a.columns.every((column, place) => column.name === b.columns[place]?.name)
