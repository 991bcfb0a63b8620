import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BackUpFigures, type BackUpHead, longestPassword } from '../../../shared/domain/back-up.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import { sizeOf } from './file-size.ts'
import styles from './restore-dialog.module.css'

type Looked = { readonly figures: BackUpFigures; readonly present: BackUpFigures }

/** From the choice of a back-up to the restart of the app: what is in it and what it replaces is seen before anything is done. */
export const RestoreDialog = ({
  kept,
  onClose,
}: {
  readonly kept: readonly BackUpHead[]
  readonly onClose: () => void
}) => {
  const { t } = useTranslation(['backUp', 'common'])
  const format = useFormat()
  const [head, setHead] = useState<BackUpHead | null>(null)
  const [looked, setLooked] = useState<Looked | null>(null)
  const [password, setPassword] = useState('')
  const isOver = useRef(false)

  const look = useAction(async (of: BackUpHead, secret: string | null) => {
    const found = await call(bridge.restore.look({ backUpId: of.backUpId, password: secret }))
    setPassword('')
    setLooked(found)
  })
  const take = (of: BackUpHead): void => {
    setHead(of)
    if (!of.isSealed) look.run(of, null)
  }
  const choose = useAction(async () => {
    const { found } = await call(bridge.restore.choose())
    if (found !== null) take(found)
  })
  const begin = useAction(async () => {
    if (head === null) return
    await call(bridge.restore.begin({ backUpId: head.backUpId }))
    isOver.current = true
  })
  const close = (): void => {
    if (begin.running || isOver.current) return
    void call(bridge.restore.leave())
    onClose()
  }
  const back = (): void => {
    look.clearError()
    setHead(null)
    setLooked(null)
    setPassword('')
  }
  const error = begin.error ?? look.error ?? choose.error

  return (
    <Dialog
      open
      wide
      title={head === null ? t('restore.choose') : t('restore.of', { time: format.dateTime(head.madeAt) })}
      onClose={close}
      testId="restore-dialog"
      actions={
        <>
          {head !== null && looked === null && !look.running && (
            <Button size="large" onClick={back} data-testid="restore-back">
              {t('restore.other')}
            </Button>
          )}
          <Button size="large" onClick={close} data-testid="restore-cancel">
            {t('common:cancel')}
          </Button>
          {head === null ? (
            <Button
              type="primary"
              size="large"
              loading={choose.running}
              onClick={choose.run}
              data-testid="restore-choose"
            >
              {t('restore.file')}
            </Button>
          ) : looked === null ? (
            head.isSealed && (
              <Button
                type="primary"
                size="large"
                disabled={password === ''}
                loading={look.running}
                onClick={() => look.run(head, password)}
                data-testid="restore-look"
              >
                {t('restore.look')}
              </Button>
            )
          ) : (
            <Button
              danger
              type="primary"
              size="large"
              loading={begin.running || isOver.current}
              onClick={begin.run}
              data-testid="restore-confirm"
            >
              {t('restore.confirm')}
            </Button>
          )}
        </>
      }
    >
      {head === null && <Choice kept={kept} onTake={take} />}
      {head !== null && looked === null && (
        <>
          <p className={styles['file']}>{head.fileName}</p>
          {head.isSealed ? (
            <Field id="restore-password" label={t('restore.password')}>
              <Input.Password
                id="restore-password"
                value={password}
                maxLength={longestPassword}
                autoComplete="off"
                autoFocus
                onChange={event => setPassword(event.target.value)}
                onPressEnter={() => look.run(head, password)}
                data-testid="restore-password"
              />
            </Field>
          ) : null}
          {look.running && (
            <p role="status" data-testid="restore-looking">
              {t('restore.looking')}
            </p>
          )}
        </>
      )}
      {head !== null && looked !== null && <WhatComes head={head} looked={looked} />}
      {error !== null && <ErrorNotice error={error} testId="restore-error" />}
    </Dialog>
  )
}

/** Those that the app has made by itself; any other one is a file. */
const Choice = ({
  kept,
  onTake,
}: {
  readonly kept: readonly BackUpHead[]
  readonly onTake: (head: BackUpHead) => void
}) => {
  const { t } = useTranslation('backUp')
  const format = useFormat()
  if (kept.length === 0) return <p>{t('restore.noneKept')}</p>
  return (
    <ul className={styles['kept']} data-testid="restore-kept">
      {kept.map(head => (
        <li key={head.backUpId} className={styles['item']} data-testid="restore-item" data-kind={head.kind}>
          <div>
            <p className={styles['time']}>{format.dateTime(head.madeAt)}</p>
            <p className={styles['note']}>
              {t(head.kind === 'before-restore' ? 'restore.before' : 'restore.automatic')} ·{' '}
              {sizeOf(head.bytes)}
            </p>
          </div>
          <Button onClick={() => onTake(head)} data-testid="restore-take">
            {t('restore.take')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

const isEmpty = (figures: BackUpFigures): boolean => Object.values(figures).every(figure => figure === 0)

/** What is in the back-up beside what stands here, and what the restore makes of both. */
const WhatComes = ({
  head,
  looked: { figures, present },
}: {
  readonly head: BackUpHead
  readonly looked: Looked
}) => {
  const { t } = useTranslation('backUp')
  const format = useFormat()
  const time = format.dateTime(head.madeAt)
  const rows = (
    ['campaigns', 'unfinished', 'lists', 'contacts', 'optOuts', 'works', 'library'] as const
  ).filter(name => figures[name] + present[name] > 0)
  const facts = [
    ...(present.optOuts > 0 ? [t('restore.optOuts')] : []),
    ...(figures.unfinished > 0 ? [t('restore.unfinished', { n: format.n(figures.unfinished) })] : []),
    t('restore.since', { time }),
    t('restore.account'),
  ]
  return (
    <>
      {!isEmpty(present) && <p className={styles['replaces']}>{t('restore.replaces')}</p>}
      <table className={styles['figures']} data-testid="restore-figures">
        <thead>
          <tr>
            <th scope="col">
              <span className={styles['file']}>{head.fileName}</span>
            </th>
            <th scope="col">{t('restore.inIt')}</th>
            <th scope="col">{t('restore.now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(name => (
            <tr key={name} className={name === 'unfinished' || name === 'contacts' ? styles['part'] : ''}>
              <th scope="row">{t(`figure.${name}`)}</th>
              <td data-testid={`in-it-${name}`}>{format.n(figures[name])}</td>
              <td data-testid={`now-${name}`}>{format.n(present[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles['facts']} data-testid="restore-facts">
        {facts.map(fact => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </>
  )
}
