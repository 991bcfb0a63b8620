import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkHead } from '../../../shared/domain/work.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { UndoNotice } from '../../components/undo-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { loadWorks, openWork, type ResumedWork } from './kept-works.ts'
import styles from './kept-works-panel.module.css'

/** Works that were not finished, the last one first: each can be gone on with or thrown away. Nothing where there is none. */
export const KeptWorks = ({ onResume }: { readonly onResume: (work: ResumedWork) => void }) => {
  const { t } = useTranslation(['work', 'common'])
  const [works, reload] = useLoaded(loadWorks, [])
  /** The work that was thrown away last. */
  const [thrown, setThrown] = useState<WorkHead | null>(null)
  const opening = useAction(async (workId: string) => onResume(await openWork(workId)))
  const removing = useAction(async (work: WorkHead) => {
    setThrown(null)
    await call(bridge.works.throwAway({ workId: work.workId }))
    setThrown(work)
    reload()
  })
  const putBack = useAction(async ({ workId }: WorkHead) => {
    await call(bridge.works.putBack({ workId }))
    setThrown(null)
    reload()
  })
  const error = opening.error ?? removing.error ?? (works.state === 'failed' ? works.error : null)
  const kept = works.state === 'loaded' ? works.value : []
  if (error === null && kept.length === 0 && thrown === null) return null
  return (
    <section className={styles['panel']} aria-labelledby="kept-works" data-testid="kept-works">
      <h2 id="kept-works" className={styles['title']}>
        {t('title')}
      </h2>
      {error !== null && <ErrorNotice error={error} />}
      {thrown !== null && (
        <UndoNotice
          undoing={putBack.running}
          error={putBack.error}
          onUndo={() => putBack.run(thrown)}
          testId="work-removed"
        >
          {t('remove.done', { name: thrown.name })}
        </UndoNotice>
      )}
      <ul className={styles['works']}>
        {kept.map(work => (
          <Row
            key={work.workId}
            work={work}
            busy={opening.running}
            onResume={() => opening.run(work.workId)}
            onRemove={() => removing.run(work)}
          />
        ))}
      </ul>
    </section>
  )
}

const Row = ({
  work,
  busy,
  onResume,
  onRemove,
}: {
  readonly work: WorkHead
  readonly busy: boolean
  readonly onResume: () => void
  readonly onRemove: () => void
}) => {
  const { t } = useTranslation(['work', 'common'])
  const format = useFormat()
  const about = [
    work.people === null ? t('noList') : t('people', { n: format.n(work.people) }),
    work.text === '' ? t('noText') : t('text', { text: work.text }),
    ...(work.mode === 'practice' ? [t('practice')] : []),
  ]
  return (
    <li className={styles['work']} data-testid="kept-work">
      <span className={styles['words']}>
        <span className={styles['name']}>{work.name}</span>
        <span className={styles['about']}>{about.join(t('separator'))}</span>
        <span className={styles['about']}>{t('changedAt', { time: format.dateTime(work.changedAt) })}</span>
      </span>
      <Button type="text" onClick={onRemove} data-testid="work-remove">
        {t('remove.action')}
      </Button>
      <Button type="primary" ghost loading={busy} onClick={onResume} data-testid="work-resume">
        {t('resume')}
      </Button>
    </li>
  )
}
