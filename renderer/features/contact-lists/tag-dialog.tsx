import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagsOfCell } from '../../../shared/domain/contact-list.ts'
import type { InputOf } from '../../../shared/ipc/contract.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './tag-dialog.module.css'

type TagProps = {
  readonly listId: number
  /** Tags that somebody of the list has. */
  readonly tags: readonly string[]
  readonly of: InputOf<'contactLists.setTags'>['of']
  readonly people: number
  readonly onClose: () => void
  /** Told how many people were changed. */
  readonly onTagged: (people: number) => void
}

/** Puts tags on people and takes tags off them; mounted for as long as it is open. */
export const TagDialog = ({ listId, tags, of, people, onClose, onTagged }: TagProps) => {
  const { t } = useTranslation(['contactLists', 'common'])
  const format = useFormat()
  const [written, setWritten] = useState('')
  const [add, setAdd] = useState<ReadonlySet<string>>(new Set())
  const [remove, setRemove] = useState<ReadonlySet<string>>(new Set())
  const usual = [t('tags.usual.regular'), t('tags.usual.fresh')]
  const offered = [...new Set([...tags, ...usual])]
  const added = [...new Set([...add, ...tagsOfCell(written)])].filter(tag => !remove.has(tag))
  const removed = [...remove]
  const set = useAction(async () => {
    const { changed } = await call(bridge.contactLists.setTags({ listId, of, add: added, remove: removed }))
    onTagged(changed)
  })
  const toggle = (tag: string, from: ReadonlySet<string>): ReadonlySet<string> => {
    const next = new Set(from)
    if (!next.delete(tag)) next.add(tag)
    return next
  }
  const without = (tag: string, from: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...from].filter(other => other !== tag))
  return (
    <ConfirmDialog
      open
      title={t('tags.title', { n: format.n(people) })}
      onClose={onClose}
      testId="tag-dialog"
      confirm={t('common:save')}
      confirmTestId="tags-confirm"
      onConfirm={set.run}
      disabled={added.length + removed.length === 0}
      busy={set.running}
      byEnter
    >
      <h3 className={styles['title']}>{t('tags.add')}</h3>
      <div className={styles['chips']}>
        {offered.map(tag => (
          <Chip
            key={tag}
            tag={tag}
            on={add.has(tag)}
            onPress={() => {
              setAdd(toggle(tag, add))
              setRemove(without(tag, remove))
            }}
            testId={`add-tag-${tag}`}
          />
        ))}
      </div>
      <Input
        value={written}
        maxLength={200}
        placeholder={t('tags.placeholder')}
        aria-label={t('tags.add')}
        onChange={event => setWritten(event.target.value)}
        data-testid="new-tags"
      />
      {tags.length > 0 && (
        <>
          <h3 className={styles['title']}>{t('tags.remove')}</h3>
          <div className={styles['chips']}>
            {tags.map(tag => (
              <Chip
                key={tag}
                tag={tag}
                on={remove.has(tag)}
                off
                onPress={() => {
                  setRemove(toggle(tag, remove))
                  setAdd(without(tag, add))
                }}
                testId={`remove-tag-${tag}`}
              />
            ))}
          </div>
        </>
      )}
      {set.error !== null && <ErrorNotice error={set.error} testId="tags-error" />}
    </ConfirmDialog>
  )
}

const Chip = ({
  tag,
  on,
  off = false,
  onPress,
  testId,
}: {
  readonly tag: string
  readonly on: boolean
  /** It takes the tag off. */
  readonly off?: boolean
  readonly onPress: () => void
  readonly testId: string
}) => (
  <button
    type="button"
    className={`${styles['chip']} ${off ? styles['off'] : ''}`}
    aria-pressed={on}
    onClick={onPress}
    data-testid={testId}
  >
    {tag}
  </button>
)
