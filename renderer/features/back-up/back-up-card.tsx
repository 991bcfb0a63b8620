import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackUpStatus } from '../../../shared/domain/back-up.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LabelledRow, PlaceText } from '../../components/labelled-row.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import styles from './back-up-card.module.css'
import { sizeOf } from './file-size.ts'
import { type Made, MakeDialog } from './make-dialog.tsx'
import { RestoreDialog } from './restore-dialog.tsx'

/** Where copies of everything go, by themselves and by hand, and the way back from one. */
export const BackUpCard = () => {
  const { t } = useTranslation('backUp')
  const [loaded, reload] = useLoaded(() => call(bridge.backUp.status()), [])
  const [dialog, setDialog] = useState<'make' | 'restore' | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  /** What a call said is what stands; asked again, so that files which were removed elsewhere are seen too. */
  const changing = useAction(async (change: () => Promise<unknown>) => {
    await change()
    reload()
  })
  const change = (pending: () => Promise<BackUpStatus>): void => changing.run(pending)
  if (loaded.state === 'loading') return null
  return (
    <Card title={t('title')} note={t('note')} testId="back-up-card">
      {loaded.state === 'failed' ? (
        <ErrorNotice error={loaded.error} />
      ) : (
        <Automatic status={loaded.value} busy={changing.running} onChange={change} />
      )}
      {changing.error !== null && <ErrorNotice error={changing.error} testId="back-up-error" />}
      <LabelledRow label={t('make.label')} hint={t('make.hint')}>
        <Button onClick={() => setDialog('make')} data-testid="back-up-make">
          {t('make.action')}
        </Button>
      </LabelledRow>
      {made !== null && <MadeNotice made={made} />}
      <LabelledRow label={t('restore.label')} hint={t('restore.hint')}>
        <Button onClick={() => setDialog('restore')} data-testid="restore">
          {t('restore.action')}
        </Button>
      </LabelledRow>
      {dialog === 'make' && (
        <MakeDialog
          onClose={() => setDialog(null)}
          onMade={done => {
            setDialog(null)
            setMade(done)
          }}
        />
      )}
      {dialog === 'restore' && (
        <RestoreDialog
          kept={loaded.state === 'loaded' ? loaded.value.kept : []}
          onClose={() => setDialog(null)}
        />
      )}
    </Card>
  )
}

/** Those that the app makes by itself. */
const Automatic = ({
  status: { isOn, folder, isChosen, trouble, kept },
  busy,
  onChange,
}: {
  readonly status: BackUpStatus
  readonly busy: boolean
  readonly onChange: (pending: () => Promise<BackUpStatus>) => void
}) => {
  const { t } = useTranslation('backUp')
  const format = useFormat()
  const open = useAction(() => call(bridge.backUp.openFolder()))
  const newest = kept.find(({ kind }) => kind === 'automatic')
  const last =
    newest === undefined
      ? t('automatic.none')
      : t('automatic.last', { time: format.dateTime(newest.madeAt), size: sizeOf(newest.bytes) })
  return (
    <>
      <LabelledRow label={t('automatic.label')} hint={t('automatic.hint')}>
        <Switch
          checked={isOn}
          disabled={busy}
          onChange={on => onChange(() => call(bridge.backUp.setAutomatic({ isOn: on })))}
          aria-label={t('automatic.label')}
          data-testid="back-up-automatic"
        />
      </LabelledRow>
      {isOn && trouble !== null && (
        <Notice tone="warn" title={t(`trouble.${trouble}.what`)} testId="back-up-trouble">
          {t(`trouble.${trouble}.do`)}
        </Notice>
      )}
      <LabelledRow label={t('folder.label')} hint={t(isChosen ? 'folder.chosen' : 'folder.own')}>
        <PlaceText place={folder} testId="back-up-folder" />
        <Button
          disabled={busy}
          onClick={() => onChange(() => call(bridge.backUp.chooseFolder()))}
          data-testid="back-up-choose-folder"
        >
          {t('folder.choose')}
        </Button>
        {isChosen ? (
          <Button
            disabled={busy}
            onClick={() => onChange(() => call(bridge.backUp.resetFolder()))}
            data-testid="back-up-own-folder"
          >
            {t('folder.back')}
          </Button>
        ) : (
          <Button loading={open.running} onClick={open.run} data-testid="back-up-open-folder">
            {t('folder.open')}
          </Button>
        )}
      </LabelledRow>
      {open.error !== null && <ErrorNotice error={open.error} />}
      <LabelledRow label={t('automatic.lastLabel')} hint={<span data-testid="back-up-last">{last}</span>}>
        <Button
          loading={busy}
          onClick={() => onChange(() => call(bridge.backUp.makeNow()))}
          data-testid="back-up-now"
        >
          {t('automatic.now')}
        </Button>
      </LabelledRow>
    </>
  )
}

/** A back-up was written where the owner wanted it. */
const MadeNotice = ({ made: { path, fileId, bytes } }: { readonly made: Made }) => {
  const { t } = useTranslation('backUp')
  const show = useAction(async () => {
    await call(bridge.exports.showFile({ fileId }))
  })
  return (
    <Notice tone="good" title={t('made.title', { size: sizeOf(bytes) })} testId="back-up-made">
      <p className={styles['made']}>{path}</p>
      <p>
        {t('made.note')}{' '}
        <TextButton look="link" onPress={show.run} testId="show-back-up">
          {t('made.show')}
        </TextButton>
      </p>
      {show.error !== null && <ErrorNotice error={show.error} />}
    </Notice>
  )
}
