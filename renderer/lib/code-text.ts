import { useTranslation } from 'react-i18next'
import { skipReasons, unknownCauses, unsentCauses } from '../../shared/domain/states.ts'
import { type CodeText, codeEntry } from '../../shared/provider/codes.ts'

const causes = [...unsentCauses, ...unknownCauses, ...skipReasons] as const

export type OutcomeTexts = {
  /** What a code of the provider means and what to do. */
  readonly code: (code: number) => CodeText
  /** The code and what happened, in one line. */
  readonly codeLine: (code: number) => string
  /** Why something was unsent, unknown or skipped; a cause that this version does not know has a text of its own. */
  readonly cause: (cause: string | null) => string
}

/** Words for the outcomes of recipients, in the chosen language. */
export const useCodeText = (): OutcomeTexts => {
  const { t, i18n } = useTranslation(['common', 'sending'])
  const code = (value: number): CodeText => {
    const entry = codeEntry(value)
    return i18n.language === 'en' ? entry.en : entry.zh
  }
  return {
    code,
    codeLine: value => t('sending:pause.code', { code: value, what: code(value).what }),
    cause: value => {
      const known = causes.find(cause => cause === value)
      return t(known === undefined ? 'cause.other' : `cause.${known}`)
    },
  }
}
