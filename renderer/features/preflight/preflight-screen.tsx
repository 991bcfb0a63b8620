import { Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, FooterBar, Page } from '../../components/page.tsx'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { ModeTag } from '../../components/tag.tsx'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import type { Content } from '../compose/content.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import { reviewOf } from '../review/review-settings.ts'
import type { BuiltCampaign } from './build-campaign.ts'
import { LeaveOutButton } from './leave-out-button.tsx'
import { LimitFacts } from './limit-facts.tsx'
import { PeopleLedger } from './people-ledger.tsx'
import { type NamedPeople, PeopleListDialog } from './people-list-dialog.tsx'
import { PreflightFacts } from './preflight-facts.tsx'
import styles from './preflight-screen.module.css'
import { RecentRule, RecentWeek } from './recent-notice.tsx'
import { SameText } from './same-text.tsx'
import { StandingWarnings } from './standing-warnings.tsx'
import type { Build } from './use-build.ts'
import { gatherWarnings, toTick } from './warnings.ts'

type PreflightProps = {
  readonly active: boolean
  readonly mode: Mode
  readonly build: Build
  /** The list that it goes to. */
  readonly contacts: UsableContacts
  readonly content: Content
  /** Reads the draft anew. */
  readonly onChanged: () => Promise<void>
  readonly onBack: () => void
  readonly onNext: () => void
}

/** What pressing 发送 will do, in numbers that add up, before anything is sent. */
export const PreflightScreen = (props: PreflightProps) => {
  const { active, mode, build, content, onBack, onNext } = props
  useScreen(active ? 'preflight' : null, mode === 'practice')
  const { t } = useTranslation(['preflight', 'review'])
  const { settings } = useApp()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const campaign = build.state === 'built' ? build.campaign : null
  const warnings = useMemo(
    () =>
      campaign === null
        ? []
        : gatherWarnings({
            preflight: campaign.preflight,
            sameText: campaign.sameText,
            recent: campaign.recent,
            findings: reviewOf(content, settings).findings,
            values: campaign.valueWarnings,
            flaws: campaign.flawWarnings,
          }),
    [campaign, content, settings],
  )
  const unticked = toTick(warnings).filter(({ id }) => !ticked.has(id)).length
  const ready = campaign !== null && campaign.preflight.toSend > 0
  const tick = (id: string, isTicked: boolean): void =>
    setTicked(last => new Set(isTicked ? [...last, id] : [...last].filter(each => each !== id)))
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      footer={
        <FooterBar
          back={
            <Button size="large" onClick={onBack} data-testid="back">
              {t('back')}
            </Button>
          }
          {...(ready && unticked > 0
            ? { hint: <span data-testid="unticked">{t('review:standing.hint', { n: unticked })}</span> }
            : {})}
        >
          <Button
            type="primary"
            size="large"
            disabled={!ready || unticked > 0}
            onClick={onNext}
            data-testid="to-sending"
          >
            {t('next')}
          </Button>
        </FooterBar>
      }
    >
      {build.state === 'building' && <Building done={build.done} total={build.total} />}
      {build.state === 'failed' && <ErrorNotice error={build.error} testId="preflight-error" />}
      {campaign !== null && (
        <Summary {...props} campaign={campaign}>
          <StandingWarnings
            warnings={warnings}
            campaignId={campaign.campaignId}
            content={content}
            ticked={ticked}
            onTick={tick}
            more={{
              'same-text': <SameText campaign={campaign} onChanged={props.onChanged} />,
              recent: <RecentRule campaign={campaign} onChanged={props.onChanged} />,
            }}
          />
        </Summary>
      )}
    </Page>
  )
}

const Building = ({ done, total }: { readonly done: number; readonly total: number }) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  return (
    <EmptyState icon="people" title={t('building.title')} testId="building">
      {t('building.text', { done: format.n(done), total: format.n(total) })}
    </EmptyState>
  )
}

const Summary = ({
  campaign,
  mode,
  contacts,
  content,
  onChanged,
  children,
}: PreflightProps & { readonly campaign: BuiltCampaign; readonly children: ReactNode }) => {
  const { t } = useTranslation('preflight')
  const { settings } = useApp()
  const { preflight, sample, campaignId } = campaign
  const [people, setPeople] = useState<NamedPeople | null>(null)
  return (
    <>
      {preflight.toSend === 0 && (
        <Notice tone="bad" title={t('nothing.title')} testId="nothing-to-send" urgent>
          {t('nothing.text')}
        </Notice>
      )}
      {children}
      <RecentWeek campaign={campaign} onChanged={onChanged} onOpen={setPeople} />
      <div className={styles['columns']}>
        <Card
          title={t('ledger.title')}
          extra={
            preflight.toSend > 0 && <LeaveOutButton campaignId={campaign.campaignId} onChanged={onChanged} />
          }
        >
          <PeopleLedger
            fileName={contacts.fileName}
            counts={contacts.counts}
            preflight={preflight}
            onOpen={setPeople}
          />
        </Card>
        <div className={styles['right']}>
          <Card title={t('facts.title')} extra={<ModeTag mode={mode} />}>
            <PreflightFacts preflight={preflight} mode={mode} onOpen={setPeople} />
            {mode === 'real' && <LimitFacts preflight={preflight} />}
          </Card>
          {sample !== null && (
            <Card title={t('sample.title')} note={t('sample.note', { phone: sample.phone })}>
              <PhoneBubble text={sample.message} appended={settings.optOutWording} testId="sample-message" />
              <p className={styles['under']} data-testid="sample-codes">
                {t('sample.under', { signature: content.signature.code, template: content.template.code })}
              </p>
            </Card>
          )}
        </div>
      </div>
      <PeopleListDialog
        people={people}
        campaignId={campaignId}
        contacts={contacts}
        onClose={() => setPeople(null)}
      />
    </>
  )
}
