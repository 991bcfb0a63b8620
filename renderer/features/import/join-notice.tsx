import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../lib/format.ts'
import type { JoinedFile } from '../../workers/import/joined-store.ts'
import type { JoinQuestion } from '../../workers/import/protocol.ts'

const namesShown = 8

/** A further file whose columns are not those of the list: what goes together, what is missing, and one click each way. */
export const JoinNotice = ({
  question,
  files,
  onJoin,
}: {
  readonly question: JoinQuestion
  /** The files in the list so far. */
  readonly files: readonly JoinedFile[]
  readonly onJoin: (take: boolean) => void
}) => {
  const { t } = useTranslation('import')
  const format = useFormat()
  const list = (names: readonly string[]): string =>
    names
      .slice(0, namesShown)
      .map(name => t('join.quoted', { name: name || t('join.nameless') }))
      .join('') + (names.length > namesShown ? '…' : '')
  const { fileName, rows, renamed, missing, added } = question
  return (
    <Notice
      tone="warn"
      title={t('join.what', {
        read: files.map(({ name }) => t('join.quoted', { name })).join(''),
        name: fileName,
        rows: format.n(rows),
      })}
      actions={
        <>
          <Button onClick={() => onJoin(false)} data-testid="join-leave">
            {t('join.leave')}
          </Button>
          <Button type="primary" onClick={() => onJoin(true)} data-testid="join-take">
            {t('join.take')}
          </Button>
        </>
      }
      testId="join-question"
    >
      {renamed.map(names => (
        <div key={names.list}>{t('join.renamed', names)}</div>
      ))}
      {missing.length > 0 && <div>{t('join.missing', { names: list(missing) })}</div>}
      {added.length > 0 && <div>{t('join.added', { names: list(added) })}</div>}
    </Notice>
  )
}
