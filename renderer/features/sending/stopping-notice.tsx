import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'

/** While a cancel or a pause waits for the answers to what has left: how many, and for how long at most. */
export const StoppingNotice = ({
  kind,
  inFlight,
}: {
  readonly kind: 'cancel' | 'pause'
  /** Marked and not answered yet; 0: the last answers are being written. */
  readonly inFlight: number
}) => {
  const { t } = useTranslation('sending')
  const format = useFormat()
  const { settings } = useApp()
  const mostSeconds = Math.ceil((settings.headersTimeoutMs + settings.bodyTimeoutMs) / 1000)
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const begin = performance.now()
    const timer = setInterval(() => setPassed(Math.floor((performance.now() - begin) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Notice tone="plain" title={t(`stopping.${kind}`)} testId="stopping">
      <span data-count={inFlight}>
        {inFlight === 0
          ? t('stopping.writing')
          : t('stopping.waiting', {
              n: format.n(inFlight),
              seconds: format.n(Math.max(1, mostSeconds - passed)),
            })}
      </span>
    </Notice>
  )
}
