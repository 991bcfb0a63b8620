import { Button, InputNumber } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthVerdict } from '../../../shared/sms/parts.ts'
import { fillTemplate, isBlank, messageOf, type ParsedTemplate } from '../../../shared/sms/template.ts'
import { useApp } from '../../app/app-context.ts'
import { Icon } from '../../components/icon.tsx'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { useFormat } from '../../lib/format.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'
import {
  type Content,
  type FlawedValue,
  flawsFor,
  isSentAsItIs,
  rawValue,
  type VariableSource,
  valuesFor,
} from './content.ts'
import styles from './preview-panel.module.css'
import { useContact } from './use-contact.ts'

type PreviewProps = {
  readonly contacts: UsableContacts
  readonly content: Content
  readonly parsed: ParsedTemplate
  readonly sources: ReadonlyMap<string, VariableSource>
  /** Place in the list, 0 = first. */
  readonly index: number
  readonly onIndex: (index: number) => void
}

/** The message of one recipient after the other, as it will be read. */
export const PreviewPanel = ({ contacts, content, parsed, sources, index, onIndex }: PreviewProps) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const total = contacts.counts.usable
  const contact = useContact(contacts, index)
  const isEmpty = content.template.text === ''
  return (
    <aside className={styles['panel']} data-testid="preview">
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('preview.title')}</h2>
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
            min={1}
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
      </header>
      {isEmpty || contact === null ? (
        <p className={styles['waiting']}>{t('preview.waiting')}</p>
      ) : (
        <FilledMessage contact={contact} content={content} parsed={parsed} sources={sources} />
      )}
    </aside>
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
  content,
  parsed,
  sources,
}: Pick<PreviewProps, 'content' | 'parsed' | 'sources'> & { readonly contact: UsableContact }) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const { settings } = useApp()
  const { optOutWording } = settings
  const { policies, flawPolicies } = content
  const filled = useMemo(() => {
    const values = valuesFor(sources, { policies, flawPolicies }, contact)
    // A variable that has no column yet stands as it is written; it is missing for everybody, not for this one.
    return fillTemplate(parsed, name =>
      sources.get(name)?.kind === 'none' ? `\${${name}}` : values.get(name),
    )
  }, [parsed, sources, policies, flawPolicies, contact])
  const flaws = useMemo(
    () => flawsFor(sources, { policies, flawPolicies }, contact),
    [sources, policies, flawPolicies, contact],
  )
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
      <PhoneBubble
        text={messageOf(content.signature.name, filled.text)}
        appended={optOutWording}
        testId="preview-message"
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
