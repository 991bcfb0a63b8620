import { Button, InputNumber } from 'antd'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthVerdict } from '../../../shared/sms/parts.ts'
import { fillTemplate, isBlank } from '../../../shared/sms/template.ts'
import { useApp } from '../../app/app-context.ts'
import { Icon } from '../../components/icon.tsx'
import { useFormat } from '../../lib/format.ts'
import type { UsableContact } from '../import/usable-contacts.ts'
import { type FlawedValue, flawsFor, isSentAsItIs, rawValue, valuesFor } from './content.ts'
import { PartsBar } from './parts-bar.tsx'
import { PreviewFinder } from './preview-finder.tsx'
import styles from './preview-panel.module.css'
import { ReceivedMessage } from './received-message.tsx'
import { type Preview, wholeList } from './use-preview.ts'
import type { Written } from './use-written.ts'

/** The message of one recipient after the other, as it will be read. */
export const PreviewPanel = memo(function PreviewPanel({
  preview,
  written,
}: {
  readonly preview: Preview
  readonly written: Written
}) {
  const { t } = useTranslation('compose')
  const { view, onView, contact, tally, isLooking } = preview
  const isEmpty = written.content.template.text === ''
  const isNobody = contact === null && !isLooking
  return (
    <aside className={styles['panel']} aria-label={t('preview.title')} data-testid="preview">
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('preview.title')}</h2>
        <Leaf preview={preview} />
      </header>
      {!isEmpty && <PreviewFinder view={view} onView={onView} />}
      {isEmpty ? (
        <p className={styles['waiting']}>{t('preview.waiting')}</p>
      ) : isNobody ? (
        <div className={styles['waiting']} role="status" data-testid="preview-nobody">
          <p>{t('preview.nobody')}</p>
          <Button onClick={() => onView(wholeList)} data-testid="preview-all">
            {t('preview.showAll')}
          </Button>
        </div>
      ) : (
        contact !== null && (
          <div aria-busy={isLooking}>
            <FilledMessage contact={contact} written={written} />
          </div>
        )
      )}
      {!isEmpty && tally !== null && (
        <PartsBar
          tally={tally}
          group={view.group}
          isMeasuring={preview.isMeasuring}
          onGroup={group => onView({ ...view, group })}
          onLongest={group => onView({ ...view, group, order: 'longest' })}
        />
      )}
    </aside>
  )
})

/** Turns from one person to the next, or goes to the one with a number. */
const Leaf = ({ preview: { index, onIndex, total } }: { readonly preview: Preview }) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  return (
    <div className={styles['leaf']}>
      <Button
        icon={<Icon name="previous" size={18} />}
        aria-label={t('preview.previous')}
        title={t('preview.previous')}
        disabled={index === 0}
        onClick={() => onIndex(index - 1)}
        data-testid="preview-previous"
      />
      <InputNumber
        className={styles['index'] ?? ''}
        style={{ width: `calc(${Math.max(3, String(total).length)}ch + 34px)` }}
        value={total === 0 ? 0 : index + 1}
        min={Math.min(1, total)}
        max={Math.max(1, total)}
        precision={0}
        controls={false}
        onChange={value => {
          if (value !== null) onIndex(value - 1)
        }}
        aria-label={t('preview.index')}
        data-testid="preview-index"
      />
      <span className={styles['of']} data-testid="preview-total">
        {t('preview.of', { total: format.n(total) })}
      </span>
      <Button
        icon={<Icon name="next" size={18} />}
        aria-label={t('preview.next')}
        title={t('preview.next')}
        disabled={index >= total - 1}
        onClick={() => onIndex(index + 1)}
        data-testid="preview-next"
      />
    </div>
  )
}

const flawWords = (flawed: FlawedValue): 'stands' | 'leave-out' | 'replace' =>
  flawed.policy === null || isSentAsItIs(flawed)
    ? 'stands'
    : flawed.policy.kind === 'replace'
      ? 'replace'
      : 'leave-out'

const FilledMessage = ({
  contact,
  written: { content, parsed, sources },
}: {
  readonly contact: UsableContact
  readonly written: Written
}) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const { settings } = useApp()
  const { optOutWording } = settings
  // A variable that has no column yet stands as it is written; it is missing for everybody, not for this one.
  const valueIn = useMemo(() => {
    const values = valuesFor(sources, content, contact)
    return (name: string): string =>
      sources.get(name)?.kind === 'none' ? `\${${name}}` : (values.get(name) ?? '')
  }, [sources, content, contact])
  const filled = useMemo(() => fillTemplate(parsed, valueIn), [parsed, valueIn])
  const flaws = useMemo(() => flawsFor(sources, content, contact), [sources, content, contact])
  const measured = lengthVerdict({
    signatureName: content.signature.name,
    filledText: filled.text,
    optOutWording,
  })
  const replaced = [...sources].flatMap(([name, source]) =>
    source.kind === 'column' && isBlank(rawValue(source, contact)) && !filled.empty.includes(name)
      ? [name]
      : [],
  )
  const separator = t('missing.separator')
  const blank = filled.empty.filter(name => flaws.every(({ variable }) => variable !== name))
  return (
    <>
      <div className={styles['who']}>
        <span data-testid="preview-phone">{contact.phone}</span>
        <span className={styles['row']}>{t('preview.row', { row: contact.row })}</span>
      </div>
      <ReceivedMessage
        signatureName={content.signature.name}
        parsed={parsed}
        valueIn={valueIn}
        appended={optOutWording}
      />
      <dl className={styles['measures']}>
        <div>
          <dt>{t('preview.length')}</dt>
          <dd>
            <b data-testid="preview-length">{format.n(measured.length)}</b>
            <span>{t(optOutWording === '' ? 'preview.lengthNote' : 'preview.lengthNoteOptOut')}</span>
          </dd>
        </div>
        <div>
          <dt>{t('preview.parts')}</dt>
          <dd>
            <b data-testid="preview-parts">{format.n(measured.parts)}</b>
          </dd>
        </div>
      </dl>
      {blank.length > 0 && (
        <p className={`${styles['state']} ${styles['warn']}`} data-testid="preview-left-out">
          {t('preview.leftOut', { names: blank.join(separator) })}
        </p>
      )}
      {flaws.map(flawed => (
        <p
          key={flawed.variable}
          className={`${styles['state']} ${flawed.policy?.kind === 'replace' ? '' : styles['warn']}`}
          data-testid={`preview-flaw-${flawed.policy?.kind ?? 'open'}`}
        >
          {t(`preview.flaw.${flawWords(flawed)}`, {
            name: flawed.variable,
            value: flawed.value.slice(0, 20),
          })}
        </p>
      ))}
      {replaced.length > 0 && (
        <p className={styles['state']} data-testid="preview-replaced">
          {t('preview.replaced', { names: replaced.join(separator) })}
        </p>
      )}
      {measured.verdict === 'too-long' && (
        <p className={`${styles['state']} ${styles['bad']}`} data-testid="preview-too-long">
          {t('preview.tooLong')}
        </p>
      )}
      {measured.verdict === 'maybe-too-long' && (
        <p className={`${styles['state']} ${styles['warn']}`} data-testid="preview-maybe-too-long">
          {t('preview.maybeTooLong')}
        </p>
      )}
    </>
  )
}
