import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/domain/problem.ts'
import { bridge, call, useBridgeEvent } from '../lib/bridge.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { Banner } from './banner.tsx'

/** What went wrong by itself: what it means, and what to do, until the owner puts it away. */
export const ProblemBanner = () => {
  const { t } = useTranslation('shell')
  const [newest, setNewest] = useState<Problem | null>(null)
  const [before] = useLoaded(() => call(bridge.app.problems()), [])
  const [isAway, setAway] = useState(false)
  useBridgeEvent('app-problem', problem => {
    setNewest(problem)
    setAway(false)
  })
  const problem = newest ?? (before.state === 'loaded' ? before.value.at(-1) : undefined)
  if (problem === undefined || isAway) return null
  const putAway = (): void => {
    setAway(true)
    void call(bridge.app.putAwayProblems())
  }
  return (
    <Banner
      tone="warn"
      icon="warning"
      testId={`banner-problem-${problem.kind}`}
      action={
        <Button size="small" onClick={putAway} data-testid="put-away-problem">
          {t('problem.putAway')}
        </Button>
      }
    >
      {t(`problem.${problem.kind}`)}
    </Banner>
  )
}
