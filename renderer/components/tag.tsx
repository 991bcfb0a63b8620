import { useTranslation } from 'react-i18next'
import type { Mode } from '../../shared/domain/campaign.ts'
import type { CampaignStatus, RecipientState } from '../../shared/domain/states.ts'
import styles from './tag.module.css'

type TagTone = 'plain' | 'good' | 'warn' | 'bad' | 'practice' | 'live' | 'unsure'

const statusTones: Readonly<Record<CampaignStatus, TagTone>> = {
  draft: 'plain',
  scheduled: 'plain',
  sending: 'live',
  holding: 'warn',
  paused: 'warn',
  finished: 'good',
  cancelled: 'plain',
}

const stateTones: Readonly<Record<RecipientState, TagTone>> = {
  pending: 'plain',
  sending: 'live',
  accepted: 'good',
  rejected: 'bad',
  unsent: 'warn',
  unknown: 'unsure',
  skipped: 'plain',
}

export const ModeTag = ({ mode }: { readonly mode: Mode }) => {
  const { t } = useTranslation('practice')
  return (
    <span
      className={`${styles['tag']} ${styles[mode === 'practice' ? 'practice' : 'plain']}`}
      data-testid="mode"
      data-mode={mode}
    >
      {t(`mode.${mode}`)}
    </span>
  )
}

export const StatusTag = ({ status }: { readonly status: CampaignStatus }) => {
  const { t } = useTranslation('common')
  return (
    <span
      className={`${styles['tag']} ${styles[statusTones[status]]}`}
      data-testid="status"
      data-status={status}
    >
      {t(`status.${status}`)}
    </span>
  )
}

export const StateTag = ({ state }: { readonly state: RecipientState }) => {
  const { t } = useTranslation('common')
  return (
    <span className={`${styles['tag']} ${styles[stateTones[state]]}`} data-state={state}>
      {t(`state.${state}`)}
    </span>
  )
}
