import { useTranslation } from 'react-i18next'
import { useCodeText } from '../../lib/code-text.ts'
import type { Reason } from './reason.ts'

/** Words for a reason: what happened, and what to do now. */
export const useReasonText = (): ((reason: Pick<Reason, 'state' | 'code' | 'cause'>) => {
  readonly what: string
  readonly todo: string
}) => {
  const { t } = useTranslation('report')
  const texts = useCodeText()
  return ({ state, code, cause }) => {
    if (code !== null) return { what: texts.codeLine(code), todo: texts.code(code).do }
    return { what: texts.cause(cause), todo: t(`reasons.do.${state}`) }
  }
}
