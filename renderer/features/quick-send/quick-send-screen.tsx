import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { estimatedCost } from '../../../shared/domain/billing.ts'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { withPracticeCodes } from '../../../shared/domain/practice-codes.ts'
import { skipReasons } from '../../../shared/domain/states.ts'
import { lengthVerdict } from '../../../shared/sms/parts.ts'
import { fillTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import { hasCredentials, useApp } from '../../app/app-context.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { FooterBar, Page, Settling } from '../../components/page.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import type { Content } from '../compose/content.ts'
import { ModeSwitch } from '../practice/mode-switch.tsx'
import { NeedCredentials } from '../practice/need-credentials.tsx'
import { PracticeContent } from '../practice/practice-content.tsx'
import { MessageOutcome } from '../sending/message-outcome.tsx'
import { QuickForm } from './quick-form.tsx'
import { lastUsed, missingParts, phoneOf, type QuickMessage } from './quick-message.ts'
import { QuickPreview } from './quick-preview.tsx'
import styles from './quick-send-screen.module.css'
import { useQuickSend } from './use-quick-send.ts'

/** One message to one phone, with what was used last. */
export const QuickSendScreen = ({ written }: { readonly written: Content }) => {
  const { credentials } = useApp()
  const [mode, setMode] = useState<Mode>(hasCredentials(credentials) ? 'real' : 'practice')
  useScreen('quick', mode === 'practice')
  const { t } = useTranslation('quickSend')
  const format = useFormat()
  const { campaigns } = useCampaignList()
  const [practice] = useLoaded(() => call(bridge.practice.account()), [])
  const [typed, setTyped] = useState<QuickMessage | null>(null)
  const [phone, setPhone] = useState('')
  const [isBad, setIsBad] = useState(false)
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map())
  const { now, send, answer, again } = useQuickSend()
  const { settings } = useApp()
  /** The phone that real money is about to be spent on. */
  const [asking, setAsking] = useState<string | null>(null)

  const known = campaigns.state === 'loaded' ? campaigns.value : []
  const practiceCode = practice.state === 'loaded' ? practice.value.signature.code : ''
  const message = typed ?? lastUsed(written, known, mode, practiceCode)
  const sent = mode === 'practice' ? withPracticeCodes(message) : message
  const parsed = useMemo(() => parseTemplate(message.template.text), [message.template.text])
  const missing = missingParts(phone, sent, values)
  const isComplete = missing.parts.length + missing.variables.length === 0
  const noAccount = mode === 'real' && !hasCredentials(credentials)
  const isSent = now.state === 'sent'

  const press = (): void => {
    const cleaned = phoneOf(phone)
    if (cleaned === null) setIsBad(true)
    else if (mode === 'real') setAsking(cleaned)
    else sendTo(cleaned)
  }
  const sendTo = (to: string): void => {
    setAsking(null)
    send.run({ name: t('name', { phone: to }), mode, phone: to, message: sent, values })
  }
  const { parts } = lengthVerdict({
    signatureName: message.signature.name,
    filledText: fillTemplate(parsed, name => values.get(name)).text,
    optOutWording: settings.optOutWording,
  })
  const cost = settings.pricePerPart === null ? null : estimatedCost(parts, settings.pricePerPart)
  const names = [...missing.parts.map(part => t(`missing.${part}`)), ...missing.variables]
  const hint =
    isSent || isComplete ? undefined : (
      <span data-testid="quick-missing">
        {t('missing.lead', { list: names.join(t('missing.separator')) })}
      </span>
    )
  const error = send.error ?? answer.error
  return (
    <div className={styles['screen']} data-testid="quick-send">
      <Page
        title={t('title')}
        subtitle={t('subtitle')}
        extra={<ModeSwitch mode={mode} fixed={isSent} onChange={setMode} />}
        footer={
          <FooterBar hint={hint}>
            {isSent ? (
              <Settling key="again">
                <Button
                  type="primary"
                  size="large"
                  onClick={() => {
                    again()
                    setPhone('')
                  }}
                  data-testid="quick-again"
                >
                  {t('again')}
                </Button>
              </Settling>
            ) : (
              <Settling key="send">
                <Button
                  type="primary"
                  size="large"
                  disabled={!isComplete || noAccount}
                  loading={send.running || answer.running}
                  onClick={press}
                  data-testid="quick-submit"
                >
                  {t('action')}
                </Button>
              </Settling>
            )}
          </FooterBar>
        }
      >
        {isSent && (
          <MessageOutcome
            key={now.campaignId}
            campaignId={now.campaignId}
            isPractice={mode === 'practice'}
            phoneOf="customer"
          />
        )}
        {now.state === 'left-out' && <LeftOut reason={now.reason} />}
        {error !== null && <ErrorNotice error={error} testId="quick-error" />}
        {noAccount && <NeedCredentials />}
        <PracticeContent mode={mode} message={message} onMessage={setTyped} />
        <div className={styles['columns']}>
          <QuickForm
            phone={phone}
            isBad={isBad}
            message={message}
            parsed={parsed}
            values={values}
            locked={isSent}
            onPhone={next => {
              setPhone(next)
              setIsBad(false)
            }}
            onMessage={setTyped}
            onValue={(name, value) => setValues(last => new Map(last).set(name, value))}
          />
          <QuickPreview
            phone={phone}
            message={message}
            parsed={parsed}
            values={values}
            onMessage={isSent ? null : setTyped}
          />
        </div>
      </Page>
      <ConfirmDialog
        open={asking !== null}
        title={
          cost === null
            ? t('confirm.title', { phone: asking })
            : t('confirm.titleCost', { phone: asking, cost: format.money(cost) })
        }
        onClose={() => setAsking(null)}
        testId="quick-dialog"
        confirm={t('confirm.action')}
        confirmTestId="quick-confirm"
        onConfirm={() => {
          if (asking !== null) sendTo(asking)
        }}
      >
        <p>{t('confirm.text', { parts: format.n(parts) })}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={now.state === 'asking'}
        title={t('recent.title')}
        onClose={() => answer.run(false)}
        testId="quick-recent"
        confirm={t('recent.yes')}
        confirmTestId="recent-yes"
        onConfirm={() => answer.run(true)}
        cancel={t('recent.no')}
      >
        <p>{t('recent.text')}</p>
      </ConfirmDialog>
    </div>
  )
}

const LeftOut = ({ reason }: { readonly reason: string }) => {
  const { t } = useTranslation('quickSend')
  const texts = useCodeText()
  const known = skipReasons.find(item => item === reason)
  return (
    <Notice tone="warn" title={t('leftOut', { what: texts.cause(reason) })} testId="quick-left-out" urgent>
      {known === 'opted-out' ? t('optedOut') : null}
    </Notice>
  )
}
