import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Pause, type PauseKind, pauseKinds, type StateCounts } from '../../../shared/domain/states.ts'
import { advisesAgainstGoingOn } from '../../../shared/provider/advice.ts'
import { useApp } from '../../app/app-context.ts'
import { Notice, type Tone } from '../../components/notice.tsx'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'

const tones: Readonly<Record<PauseKind, Tone>> = {
  wanted: 'plain',
  planned: 'plain',
  missed: 'warn',
  check: 'warn',
  mend: 'bad',
}

const wrongTemplateType = 30026

/** Why a campaign stands still, and what mends it. */
export const PauseCard = ({ pause, counts }: { readonly pause: Pause; readonly counts: StateCounts }) => {
  const { t } = useTranslation('sending')
  const texts = useCodeText()
  const { go } = useApp()
  const isFaulty = advisesAgainstGoingOn(pause)
  if (pause.reason === 'app-closed') return <RecoveryCard counts={counts} />
  // A template's type that does not fit the 套餐码 is mended in either of the two.
  const isOfBudget = pause.reason === 'day-budget'
  const isOfAccount = pause.reason === 'account-code' || pause.code === wrongTemplateType
  return (
    <Notice
      tone={isFaulty ? 'bad' : tones[pauseKinds[pause.reason]]}
      testId="pause-card"
      title={t(`pause.${pause.reason}.what`, { status: pause.httpStatus ?? '' })}
      {...(isOfAccount || isOfBudget || pause.cause === 'proxy-refused'
        ? {
            actions: (
              <Button onClick={() => go({ screen: 'settings' })} data-testid="pause-to-settings">
                {t(isOfBudget ? 'pause.toBudget' : isOfAccount ? 'pause.toSettings' : 'pause.toProxy')}
              </Button>
            ),
          }
        : {})}
    >
      {pause.code !== undefined && (
        <>
          <p data-testid="pause-code" data-code={pause.code}>
            {texts.codeLine(pause.code)}
          </p>
          <p>{texts.code(pause.code).do}</p>
        </>
      )}
      {pause.cause !== undefined && <p>{t('pause.cause', { cause: texts.cause(pause.cause) })}</p>}
      {(isFaulty || pauseKinds[pause.reason] !== 'wanted') && <Causes pause={pause} />}
      <p>{t(`pause.${isFaulty ? 'app-fault' : pause.reason}.do`)}</p>
    </Notice>
  )
}

/** What went wrong before the pause, with counts; nothing where the card has said it all. */
const Causes = ({ pause }: { readonly pause: Pause }) => {
  const { t } = useTranslation('sending')
  const texts = useCodeText()
  const format = useFormat()
  const causes = pause.causes ?? []
  const [only] = causes
  const isSaid = causes.length === 1 && only?.count === 1 && pauseKinds[pause.reason] !== 'wanted'
  if (causes.length === 0 || isSaid) return null
  return (
    <ul data-testid="pause-causes">
      {causes.map(({ count, ...kind }) => {
        const n = format.n(count)
        // The card's own code has just been put into words.
        if ('code' in kind && kind.code === pause.code)
          return <li key={kind.code}>{t('pause.times', { n })}</li>
        const what = 'code' in kind ? texts.codeLine(kind.code) : texts.cause(kind.cause)
        return <li key={what}>{t('pause.count', { what, n })}</li>
      })}
    </ul>
  )
}

/** After the app was closed or killed on the way: what nobody knows, and the question whether to go on. */
const RecoveryCard = ({ counts }: { readonly counts: StateCounts }) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  return (
    <Notice tone="warn" testId="recovery-card" title={t('pause.app-closed.what')}>
      <p data-testid="recovery-unknown" data-count={counts.unknown}>
        {counts.unknown > 0
          ? t('recovery.unknown', { unknown: format.n(counts.unknown) })
          : t('recovery.none')}
      </p>
      <p data-testid="recovery-question" data-count={counts.pending}>
        {counts.pending > 0
          ? t('recovery.question', { n: format.n(counts.pending) })
          : t('recovery.nothingLeft')}
      </p>
    </Notice>
  )
}
