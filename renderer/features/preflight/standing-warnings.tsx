import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HadOf } from '../../../shared/domain/campaign.ts'
import { pageByOffset } from '../../../shared/domain/offset-pages.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Icon } from '../../components/icon.tsx'
import { Card } from '../../components/page.tsx'
import { useFormat } from '../../lib/format.ts'
import { usePages } from '../../lib/use-pages.ts'
import type { Content } from '../compose/content.ts'
import { HadPeople } from '../recent/had-people.tsx'
import { useFindingTexts } from '../review/finding-text.ts'
import { DraftPeople } from './people-list-dialog.tsx'
import styles from './standing-warnings.module.css'
import type { WarnedPeople } from './value-warnings.ts'
import { isOther, toTick, type Warning } from './warnings.ts'

type WarningsProps = {
  readonly warnings: readonly Warning[]
  readonly campaignId: number
  readonly content: Content
  /** Ids that the owner has ticked. */
  readonly ticked: ReadonlySet<string>
  readonly onTick: (id: string, isTicked: boolean) => void
  /** More words for a warning, with what can be done about it right here. */
  readonly more?: Readonly<Partial<Record<Warning['id'], ReactNode>>>
}

/** Whom a warning concerns because of what they had from other campaigns; null: another kind of warning. */
const acrossOf = (id: Warning['id']): HadOf | null => {
  if (id === 'same-text') return { kind: 'same-text' }
  return id === 'recent' ? { kind: 'recent', span: 'rule' } : null
}

const useWarningName = (): ((id: Warning['id']) => string) => {
  const { t } = useTranslation('review')
  const { name } = useFindingTexts()
  return id => (isOther(id) ? t(`warning.${id}`) : name(id))
}

/** Every warning that stands, with whom it concerns, and a tick for each that has to have been seen. */
export const StandingWarnings = ({
  warnings,
  campaignId,
  content,
  ticked,
  onTick,
  more = {},
}: WarningsProps) => {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const nameOf = useWarningName()
  const [open, setOpen] = useState<Warning | null>(null)
  const across = open === null ? null : acrossOf(open.id)
  const loud = toTick(warnings)
  const small = warnings.filter(({ severity }) => severity === 'mind')
  if (warnings.length === 0) return null
  return (
    <Card title={t('standing.title')} {...(loud.length > 0 ? { note: t('standing.note') } : {})}>
      <ul className={styles['list']} data-testid="warnings">
        {loud.map(warning => (
          <li
            key={warning.id}
            className={`${styles['item']} ${styles[warning.severity]}`}
            data-testid="warning"
            data-warning={warning.id}
            data-count={warning.count}
          >
            <Icon name="warning" size={18} />
            <span className={styles['name']}>
              {nameOf(warning.id)}
              <b className={styles['count']}>{t('standing.people', { n: format.n(warning.count) })}</b>
              {(warning.findings.length > 0 ||
                warning.people !== null ||
                acrossOf(warning.id) !== null ||
                warning.id === 'maybe-too-long') && (
                <Button type="link" size="small" onClick={() => setOpen(warning)} data-testid="warning-list">
                  {t('standing.list')}
                </Button>
              )}
              {more[warning.id]}
            </span>
            <Checkbox
              checked={ticked.has(warning.id)}
              onChange={event => onTick(warning.id, event.target.checked)}
              data-testid="warning-tick"
            >
              {t('standing.seen')}
            </Checkbox>
          </li>
        ))}
      </ul>
      {small.length > 0 && (
        <p className={styles['small']} data-testid="warnings-small">
          {t('standing.small', { list: small.map(({ id }) => nameOf(id)).join(t('separator')) })}
        </p>
      )}
      <Dialog
        open={open !== null}
        wide
        title={
          open === null ? '' : t('standing.listTitle', { name: nameOf(open.id), n: format.n(open.count) })
        }
        onClose={() => setOpen(null)}
        testId="warning-dialog"
        actions={
          <Button size="large" onClick={() => setOpen(null)} data-testid="close">
            {t('common:close')}
          </Button>
        }
      >
        {open?.id === 'maybe-too-long' && (
          <DraftPeople campaignId={campaignId} of={{ states: ['pending'], nearLimit: true }} />
        )}
        {across !== null && <HadPeople campaignId={campaignId} of={across} />}
        {open !== null && <WarningDetails warning={open} content={content} />}
      </Dialog>
    </Card>
  )
}

const WarningDetails = ({ warning, content }: { readonly warning: Warning; readonly content: Content }) => {
  const { reason } = useFindingTexts()
  const words = warning.findings.map(finding =>
    reason(
      finding,
      (finding.where === 'signature' ? content.signature.name : content.template.text).slice(
        finding.start,
        finding.end,
      ),
    ),
  )
  return (
    <>
      {[...new Set(words)].map(text => (
        <p key={text} className={styles['reason']}>
          {text}
        </p>
      ))}
      {warning.people !== null && <WarnedTable of={warning.id} people={warning.people} />}
    </>
  )
}

/** Everybody whom a warning concerns by their own values, and what it is in each of them. */
const WarnedTable = ({ of, people }: { readonly of: Warning['id']; readonly people: WarnedPeople }) => {
  const { t } = useTranslation('review')
  const { name } = useFindingTexts()
  const [page] = usePages(of, (_, request) =>
    pageByOffset(
      async ({ offset, limit }) => ({ total: people.total, rows: await people.page(offset, limit) }),
      request,
    ),
  )
  if (page.state === 'loading') return null
  if (page.state === 'failed') return <ErrorNotice error={page.error} />
  return (
    <DataTable
      columns={[
        { key: 'row', title: t('standing.row'), width: 80, cell: person => person.row },
        { key: 'phone', title: t('standing.phone'), width: 140, cell: person => person.phone },
        {
          key: 'what',
          title: t('standing.what'),
          cell: ({ variable, word, topic }) =>
            topic === undefined
              ? t('standing.found', { variable, word })
              : t('standing.foundTopic', { variable, word, topic: name(topic) }),
        },
      ]}
      rows={page.value.rows}
      rowKey={person => person.row}
      rowHooks={({ phone }) => ({ 'data-testid': 'warned-person', 'data-phone': phone })}
      pages={page.value}
      stickyHead
    />
  )
}
