import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Figures } from '../../components/figures.tsx'
import { Card, FooterBar, Page } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { minuteOfDay, useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { Leave } from './campaign-screen.tsx'
import styles from './launch-screen.module.css'
import { TestCard } from './test-card.tsx'

type LaunchProps = {
  readonly campaign: CampaignView
  readonly active: boolean
  readonly onLeave: Leave
  readonly onChanged: () => void
}

/** A draft on the brink: a message to the own phone first, then the one button that sends to everybody. */
export const LaunchScreen = ({ campaign, active, onLeave, onChanged }: LaunchProps) => {
  useScreen(active ? 'sending' : null, campaign.mode === 'practice')
  const { t } = useTranslation(['sending', 'common', 'history'])
  const format = useFormat()
  const { settings } = useApp()
  const [asking, setAsking] = useState(false)
  const campaignId = campaign.id
  const [preflight] = useLoaded(() => call(bridge.campaigns.preflight({ campaignId })), [campaignId])

  // Set once a start was answered: one campaign is started once, however often and fast the button is pressed.
  const started = useRef(false)
  const start = useAction(async () => {
    if (started.current) return
    started.current = true
    setAsking(false)
    try {
      await call(bridge.campaigns.start({ campaignId }))
    } catch (error) {
      started.current = false
      throw error
    }
    onChanged()
  })

  if (preflight.state === 'loading') return null
  if (preflight.state === 'failed') {
    return (
      <Page title={t('launch.title')}>
        <ErrorNotice error={preflight.error} />
      </Page>
    )
  }
  const { toSend, parts, estimatedCost } = preflight.value
  const n = format.n(toSend)
  const isReal = campaign.mode === 'real'
  const window = settings.sendingWindow
  return (
    <Page
      title={t('launch.title')}
      subtitle={t('launch.subtitle')}
      footer={
        <FooterBar
          back={
            <Button
              size="large"
              disabled={start.running}
              onClick={onLeave.kind === 'wizard' ? onLeave.back : onLeave.go}
              data-testid="back"
            >
              {onLeave.kind === 'wizard' ? t('common:back') : t('history:back')}
            </Button>
          }
        >
          <Button
            type="primary"
            size="large"
            disabled={toSend === 0}
            loading={start.running}
            onClick={isReal ? () => setAsking(true) : start.run}
            data-testid="start"
          >
            {t('launch.all.action', { n })}
          </Button>
        </FooterBar>
      }
    >
      <TestCard campaign={campaign} />
      <Card title={t('launch.all.title')}>
        <Figures
          figures={[
            { key: 'people', label: t('launch.all.people'), value: t('common:people', { n }) },
            {
              key: 'parts',
              label: t('launch.all.parts'),
              value: t('common:messages', { n: format.n(parts) }),
            },
            ...(estimatedCost === null
              ? []
              : [{ key: 'cost', label: t('launch.all.cost'), value: format.money(estimatedCost) }]),
          ]}
        />
        <p className={styles['note']}>{t(isReal ? 'launch.all.real' : 'launch.all.practice')}</p>
        {isReal && window.enabled && (
          <p className={styles['note']}>
            {t('launch.all.window', {
              from: minuteOfDay(window.fromMinute),
              to: minuteOfDay(window.toMinute),
            })}
          </p>
        )}
      </Card>
      {start.error !== null && <ErrorNotice error={start.error} testId="start-error" />}
      <Dialog
        open={asking}
        title={t('launch.confirm.title', { n })}
        onClose={() => setAsking(false)}
        testId="start-dialog"
        actions={
          <>
            <Button size="large" onClick={() => setAsking(false)}>
              {t('common:cancel')}
            </Button>
            <Button type="primary" size="large" onClick={start.run} data-testid="start-confirm">
              {t('launch.confirm.action')}
            </Button>
          </>
        }
      >
        <p>{t('launch.confirm.text', { parts: format.n(parts) })}</p>
        {estimatedCost !== null && <p>{t('launch.confirm.cost', { cost: format.money(estimatedCost) })}</p>}
      </Dialog>
    </Page>
  )
}
