import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'

const spans = [
  { name: 'day', hours: 24 },
  { name: 'week', hours: 7 * 24 },
] as const

/** Who of a draft was really sent something lately, and one click to leave them out. */
export const RecentNotice = ({
  campaignId,
  onChanged,
}: {
  readonly campaignId: number
  readonly onChanged: () => Promise<void>
}) => {
  const { t } = useTranslation('preflight')
  const format = useFormat()
  const [recent, reload] = useLoaded(() => call(bridge.campaigns.recent({ campaignId })), [campaignId])
  const skip = useAction(async (hours: number) => {
    await call(bridge.campaigns.skipRecent({ campaignId, hours }))
    reload()
    await onChanged()
  })
  if (recent.state === 'loading') return null
  if (recent.state === 'failed') return <ErrorNotice error={recent.error} />
  const { day, week } = recent.value
  if (week === 0) return null
  // Where all of the week were sent to within a day, the second choice would be the same.
  const shown = spans.filter(({ name }) => (name === 'day' ? day > 0 : week > day))
  return (
    <>
      {shown.map(({ name, hours }) => (
        <Notice
          key={name}
          tone="warn"
          testId={`recent-${name}`}
          actions={
            <Button loading={skip.running} onClick={() => skip.run(hours)} data-testid={`skip-${name}`}>
              {t('recent.skip')}
            </Button>
          }
        >
          <span data-count={recent.value[name]}>
            {t(`recent.${name}`, { n: format.n(recent.value[name]) })}
          </span>
        </Notice>
      ))}
      {skip.error !== null && <ErrorNotice error={skip.error} />}
    </>
  )
}
