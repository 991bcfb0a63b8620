import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { ModeTag } from '../../components/tag.tsx'
import styles from './mode-switch.module.css'

/** Practice or real: chosen while there is no campaign yet, shown once there is one. */
export const ModeSwitch = ({
  mode,
  fixed,
  onChange,
}: {
  readonly mode: Mode
  readonly fixed: boolean
  readonly onChange: (mode: Mode) => void
}) => {
  const { t } = useTranslation('practice')
  if (fixed) return <ModeTag mode={mode} />
  return (
    <div className={styles['switch']}>
      <Segmented<Mode>
        value={mode}
        options={[
          { value: 'practice', label: <span data-testid="mode-practice">{t('mode.practice')}</span> },
          { value: 'real', label: <span data-testid="mode-real">{t('mode.real')}</span> },
        ]}
        onChange={onChange}
        aria-label={t('mode.label')}
        data-testid="mode-switch"
        data-mode={mode}
      />
    </div>
  )
}
