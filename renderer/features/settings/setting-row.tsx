import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/ipc/result.ts'
import { Icon } from '../../components/icon.tsx'
import { LabelledRow } from '../../components/labelled-row.tsx'
import { type SettingName, type Told, useSaving } from './saving.ts'
import styles from './setting-row.module.css'

type RowProps = {
  readonly id?: string
  /** The setting that is changed here. */
  readonly of: SettingName
  readonly label: string
  readonly hint?: string
  /** What is wrong with what was typed; nothing of it is saved. */
  readonly problem?: string | null
  readonly children: ReactNode
}

/** One setting: its name and what it does on the left, the control on the right, and under it what came of the change. */
export const SettingRow = ({ id, of, label, hint, problem = null, children }: RowProps) => (
  <LabelledRow
    {...(id !== undefined && { id })}
    label={label}
    hint={hint}
    below={
      problem === null ? (
        <NotSaved of={of} />
      ) : (
        <p
          id={problemId(id ?? of)}
          className={styles['problem']}
          role="alert"
          data-testid="setting-problem"
          data-setting={of}
        >
          {problem}
        </p>
      )
    }
  >
    <Saved of={of} />
    {children}
  </LabelledRow>
)

/** What names the problem of a field, for whoever can't see that it stands under it. */
export const problemId = (id: string): string => `${id}-problem`

const useTold = (of: SettingName): Told | null => {
  const { told } = useSaving()
  return told?.names.includes(of) ? told : null
}

const isDeclined = (error: AppError | null): boolean => error?.code === 'owner-declined'

/** Beside the control, so that nothing moves when it comes and goes. */
const Saved = ({ of }: { readonly of: SettingName }) => {
  const { t } = useTranslation(['settings', 'common'])
  const told = useTold(of)
  return (
    <p className={styles['saved']} role="status">
      {told !== null && told.error === null && (
        <span className={styles['word']} data-testid="setting-saved" data-setting={of}>
          <Icon name="check" size={14} />
          {t('common:saved')}
        </span>
      )}
      {told !== null && isDeclined(told.error) && (
        <span data-testid="setting-kept" data-setting={of}>
          {t('kept')}
        </span>
      )}
    </p>
  )
}

/** The disk said no. That the owner did is no error, and stands where a change is told. */
const NotSaved = ({ of }: { readonly of: SettingName }) => {
  const { t } = useTranslation(['settings', 'errors'])
  const error = useTold(of)?.error ?? null
  if (error === null || isDeclined(error)) return null
  return (
    <p className={styles['problem']} role="alert" data-testid="settings-error">
      {t('notSaved', { what: t(`errors:${error.code}.what`), do: t(`errors:${error.code}.do`) })}
    </p>
  )
}
