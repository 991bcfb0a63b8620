import { Button } from 'antd'
import { type Dispatch, type SetStateAction, useDeferredValue, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import type { VariableSource } from '../../../shared/domain/filling.ts'
import { withPracticeCodes } from '../../../shared/domain/practice-codes.ts'
import { hasCredentials, useApp } from '../../app/app-context.ts'
import { FooterBar, Page } from '../../components/page.tsx'
import { flawKey } from '../../lib/filling.ts'
import { beginLoading } from '../../lib/loading.ts'
import { useScreen } from '../../lib/screen.ts'
import type { FlawedValues } from '../../workers/import/flawed-values.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { NeedCredentials } from '../practice/need-credentials.tsx'
import { PracticeContent } from '../practice/practice-content.tsx'
import { ComposeReview } from './compose-review.tsx'
import styles from './compose-screen.module.css'
import { type Content, type Missing, missingOf } from './content.ts'
import { MessageCard } from './message-card.tsx'
import { messagePlan } from './message-plan.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { useBlankCounts } from './use-blank-counts.ts'
import { useFlaws } from './use-flaws.ts'
import { usePreview } from './use-preview.ts'
import { useWritten } from './use-written.ts'
import { VariablesCard } from './variables-card.tsx'

type ComposeProps = {
  readonly active: boolean
  readonly mode: Mode
  readonly contacts: UsableContacts
  readonly content: Content
  readonly onChange: Dispatch<SetStateAction<Content>>
  readonly onBack: () => void
  readonly onNext: () => void
}

/** Signature, template, where its variables come from, and every recipient's message as it will be read. */
export const ComposeScreen = ({
  active,
  mode,
  contacts,
  content,
  onChange,
  onBack,
  onNext,
}: ComposeProps) => {
  useScreen(active ? 'compose' : null, mode === 'practice')
  const { t } = useTranslation(['compose', 'common'])
  const { credentials, settings } = useApp()

  const written = useWritten(content, contacts)
  // A key stands in its field at once. What the message comes to is drawn after it, and not at all where the next key is
  // there before.
  const drawn = useDeferredValue(written)
  // Who opens the page sees the message first, and then what reviewers think of it.
  const isReviewed = useDeferredValue(true, false)
  useEffect(() => {
    return drawn === written && isReviewed ? undefined : beginLoading()
  }, [drawn, written, isReviewed])
  const { sources } = drawn
  const { signature, template, policies, flawPolicies, forms } = drawn.content
  const plan = useMemo(
    () =>
      messagePlan({ signature, template, policies, flawPolicies, forms }, sources, settings.optOutWording),
    [signature, template, policies, flawPolicies, forms, sources, settings.optOutWording],
  )
  const preview = usePreview(contacts, plan)
  const blankCounts = useBlankCounts(contacts, sources)
  const flaws = useFlaws(contacts, sources)
  const flawKeys = useMemo(() => keysOf(flaws, sources), [flaws, sources])
  const missing = missingOf(
    mode === 'practice' ? withPracticeCodes(content) : content,
    written.sources,
    blankCounts,
    flawKeys,
  )
  const columns = useMemo(() => contacts.columns.map(({ name }) => name), [contacts])
  const contact = useDeferredValue(preview.contact)
  const review = useMemo(
    () =>
      !isReviewed || drawn.content.template.text === '' ? null : (
        <ComposeReview
          content={drawn.content}
          sources={drawn.sources}
          contact={contact}
          onChange={onChange}
        />
      ),
    [isReviewed, drawn, contact, onChange],
  )
  const noAccount = mode === 'real' && !hasCredentials(credentials)

  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      footer={
        <FooterBar
          back={
            <Button size="large" onClick={onBack} data-testid="back">
              {t('common:back')}
            </Button>
          }
          hint={<MissingHint missing={missing} noAccount={noAccount} />}
        >
          <Button
            type="primary"
            size="large"
            disabled={missing.length > 0 || noAccount}
            onClick={onNext}
            data-testid="to-preflight"
          >
            {t('next')}
          </Button>
        </FooterBar>
      }
    >
      <div className={styles['columns']}>
        <div className={styles['left']}>
          {noAccount && <NeedCredentials />}
          <PracticeContent
            mode={mode}
            message={content}
            onMessage={message => onChange(last => ({ ...last, ...message }))}
          />
          <MessageCard
            content={content}
            parsed={written.parsed}
            columns={columns}
            onChange={onChange}
            review={review}
          />
          {template.text !== '' && (
            <VariablesCard
              contacts={contacts}
              policies={content.policies}
              flawPolicies={content.flawPolicies}
              forms={content.forms}
              sources={written.sources}
              blankCounts={blankCounts}
              flaws={flaws}
              tally={preview.tally}
              onChange={onChange}
            />
          )}
        </div>
        <PreviewPanel preview={preview} written={drawn} />
      </div>
    </Page>
  )
}

/** The flaws that the variables' values have, and these values, as the owner decides about them. */
const keysOf = (
  flaws: readonly FlawedValues[],
  sources: ReadonlyMap<string, VariableSource>,
): ReadonlySet<string> =>
  new Set(
    [...sources].flatMap(([name, source]) =>
      flaws
        .filter(({ column }) => source.kind === 'column' && source.index === column)
        .flatMap(({ flaw, values }) => [
          flawKey(name, flaw),
          ...values.map(({ value }) => flawKey(name, flaw, value)),
        ]),
    ),
  )

const MissingHint = ({
  missing,
  noAccount,
}: {
  readonly missing: readonly Missing[]
  readonly noAccount: boolean
}) => {
  const { t } = useTranslation('compose')
  const names = missing.map(item =>
    'name' in item ? t(`missing.${item.kind}`, item) : t(`missing.${item.kind}`),
  )
  if (noAccount) names.push(t('missing.credentials'))
  if (names.length === 0) return null
  return <span data-testid="missing">{t('missing.lead', { list: names.join(t('missing.separator')) })}</span>
}
