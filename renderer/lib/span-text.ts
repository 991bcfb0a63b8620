import { useTranslation } from 'react-i18next'
import { spanOf } from './format.ts'

/** A span of time in words, in its two largest nonzero units. */
export const useSpanText = (): ((ms: number) => string) => {
  const { t } = useTranslation('common')
  return ms => {
    const span = spanOf(ms)
    if (span.hours > 0) return t('span.hours', { ...span })
    if (span.minutes > 0) return t('span.minutes', { ...span })
    return t('span.seconds', { ...span })
  }
}
