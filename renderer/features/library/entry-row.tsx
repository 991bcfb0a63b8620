import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LibraryEntry } from '../../../shared/domain/library.ts'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import styles from './entry-row.module.css'
import { signatureOf } from './used-content.ts'

/** One signature or template: what it says, its CODE, and how it went with it. */
export const EntryRow = ({
  entry,
  entries,
  onUse,
  onEdit,
  onRemove,
}: {
  readonly entry: LibraryEntry
  readonly entries: readonly LibraryEntry[]
  readonly onUse: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}) => {
  const { t } = useTranslation('library')
  const format = useFormat()
  const signature = signatureOf(entry, entries)
  const facts = [
    t('code', { code: entry.code }),
    ...(entry.kind === 'signature' && entry.registration !== 'unknown'
      ? [t(`registration.${entry.registration}`)]
      : []),
    entry.lastUsedAt === null ? t('neverUsed') : t('lastUsed', { time: format.dateTime(entry.lastUsedAt) }),
    ...(entry.note === '' ? [] : [entry.note]),
  ]
  return (
    <li className={styles['row']} data-testid="library-entry" data-kind={entry.kind} data-code={entry.code}>
      <div className={styles['words']}>
        <p className={styles['head']}>
          <span className={styles['kind']}>{t(`kind.${entry.kind}`)}</span>
          {entry.kind === 'template' && entry.name !== '' && (
            <span className={styles['name']}>{entry.name}</span>
          )}
          {entry.kind === 'signature' && <span className={styles['name']}>【{entry.name}】</span>}
        </p>
        {entry.kind === 'template' && (
          <p className={styles['text']}>
            {signature !== null && `【${signature.name}】`}
            {entry.text}
          </p>
        )}
        <p className={styles['facts']}>
          {facts.join(t('separator'))}
          {entry.refused > 0 && (
            <span className={styles['refused']}>{t('refused', { n: entry.refused })}</span>
          )}
        </p>
      </div>
      <div className={styles['actions']}>
        <TextButton look="link" onPress={onEdit} testId="library-edit">
          {t('edit')}
        </TextButton>
        <TextButton look="away" onPress={onRemove} testId="library-remove">
          {t('remove')}
        </TextButton>
        <Button onClick={onUse} data-testid="library-use">
          {t('use')}
        </Button>
      </div>
    </li>
  )
}
