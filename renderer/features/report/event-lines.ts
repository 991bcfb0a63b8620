import { useTranslation } from 'react-i18next'
import type { EventView, Mode } from '../../../shared/domain/campaign.ts'
import { recipientStates, resolutions } from '../../../shared/domain/states.ts'
import { acceptedCode } from '../../../shared/provider/codes.ts'
import { useCodeText } from '../../lib/code-text.ts'
import { useFormat } from '../../lib/format.ts'

/** One line of a recipient's log in words. */
export type EventLine = {
  readonly state: string
  readonly when: string
  readonly what: string
  readonly facts: readonly string[]
  readonly answer: string | null
  /** The text as this attempt sent it, where the campaign ever said another one. */
  readonly message: string | null
}

/** Words for the events of a log, in the chosen language. */
export const useEventLines = (mode: Mode): ((event: EventView) => EventLine) => {
  const { t } = useTranslation(['report', 'common', 'sending'])
  const format = useFormat()
  const texts = useCodeText()

  const whatOf = (event: EventView): string => {
    switch (event.state) {
      case 'sending':
        return t('log.sending', { attempt: event.attempt })
      case 'pending':
        if (event.cause === 'phone-corrected') return t('log.phoneCorrected')
        if (event.cause === 'content-changed') return t('log.contentChanged')
        return t(event.cause === 'cause-mended' ? 'log.causeMended' : 'log.notBegun')
      case 'resolution': {
        const decision = resolutions.find(item => item === event.cause)
        if (event.cause === 'taken-back') return t('log.takenBack')
        return decision === undefined
          ? t('log.withdrawn')
          : t('log.decision', { decision: t(`common:resolution.${decision}`) })
      }
      default: {
        const state = recipientStates.find(item => item === event.state)
        if (state === undefined) return event.state
        const outcome = t(`common:state.${state}`)
        return event.latencyMs === null ? outcome : t('log.attempt', { attempt: event.attempt, outcome })
      }
    }
  }

  /** What the practice service takes, the provider has not seen. */
  const codeLine = (code: number): string =>
    mode === 'practice' && code === acceptedCode
      ? t('sending:pause.code', { code, what: t('log.practiceTaken') })
      : texts.codeLine(code)

  return event => {
    const wasSent = event.state === 'sending' || event.state === 'accepted' || event.latencyMs !== null
    const isOutcome = event.state !== 'sending' && event.state !== 'pending' && event.state !== 'resolution'
    return {
      state: event.state,
      when: format.moment(event.at),
      what: whatOf(event),
      facts: [
        ...(wasSent && event.codes !== null ? [t('contents.codes', event.codes)] : []),
        ...(event.code === null ? [] : [codeLine(event.code)]),
        ...(isOutcome && event.cause !== null ? [texts.cause(event.cause)] : []),
        ...(event.httpStatus === null ? [] : [`HTTP ${event.httpStatus}`]),
        ...(event.latencyMs === null ? [] : [t('log.latency', { ms: format.n(event.latencyMs) })]),
      ],
      answer: event.answer === '' ? null : event.answer,
      message: event.codes === null ? null : event.message,
    }
  }
}
