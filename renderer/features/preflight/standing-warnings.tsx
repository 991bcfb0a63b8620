import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HadOf } from '../../../shared/domain/campaign.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { Card } from '../../components/page.tsx'
import { useFormat } from '../../lib/format.ts'
import { useArrayPages } from '../../lib/use-pages.ts'
import type { Content } from '../compose/content.ts'
import { HadPeople } from '../recent/had-people.tsx'
import { useFindingTexts } from '../review/finding-text.ts'
import { DraftPeople } from './people-list-dialog.tsx'
import styles from './standing-warnings.module.css'
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
                warning.people.length > 0 ||
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
  const { t } = useTranslation('review')
  const format = useFormat()
  const { reason, name } = useFindingTexts()
  const { findings, people, count } = warning
  const page = useArrayPages(people, warning.id)
  const words = findings.map(finding =>
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
      {people.length > 0 && (
        <DataTable
          columns={[
            { key: 'row', title: t('standing.row'), width: 80, cell: person => person.row },
            { key: 'phone', title: t('standing.phone'), width: 140, cell: person => person.phone },
            {
              key: 'what',
              title: t('standing.what'),
              cell: ({ variable, word, topic }) =>
                `${variable}：${word}${topic === undefined ? '' : `（${name(topic)}）`}`,
            },
          ]}
          rows={page.rows}
          rowKey={person => person.row}
          rowHooks={({ phone }) => ({ 'data-testid': 'warned-person', 'data-phone': phone })}
          pages={page}
          stickyHead
        />
      )}
      {people.length > 0 && findings.length === 0 && count > people.length && (
        <p className={styles['reason']}>{t('standing.listMore', { n: format.n(people.length) })}</p>
      )}
    </>
  )
}
