import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOwnersEndpoint } from '../../../shared/domain/settings.ts'
import { useApp } from '../../app/app-context.ts'
import { PlaceText } from '../../components/labelled-row.tsx'
import { useSaving } from './saving.ts'
import { SettingRow } from './setting-row.tsx'
import styles from './settings-screen.module.css'

/** As the URL parser writes it; null where it is none that may be used. */
const addressOf = (typed: string): string | null => {
  const address = URL.parse(typed.trim())?.href ?? ''
  return isOwnersEndpoint(address) ? address : null
}

/** Another address of the provider's: the app says what it means before it is used, and one click leads back. */
export const EndpointSetting = () => {
  const { t } = useTranslation('settings')
  const { settings, info } = useApp()
  const { save, hush } = useSaving()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed has become the address, or stays to be mended
  useEffect(() => setTyped(''), [settings.endpoint])
  const { url, isProvider, isFixed } = info.endpoint
  /** The app asks in a window of the system's before it takes one. */
  const use = (): void => {
    const address = addressOf(typed)
    setProblem(address === null ? t('endpoint.problem') : null)
    if (address === null) return
    save({ endpoint: address })
  }
  return (
    <SettingRow
      id="endpoint"
      of="endpoint"
      label={t('endpoint.label')}
      hint={t(isFixed ? 'endpoint.fixed' : 'endpoint.hint')}
      problem={problem}
    >
      <div className={styles['endpoint']}>
        <PlaceText place={url} testId="endpoint-now" />
        {!isFixed && (
          <div className={styles['endpointRow']}>
            <Input
              id="endpoint"
              value={typed}
              maxLength={500}
              inputMode="url"
              placeholder="https://"
              spellCheck={false}
              status={problem === null ? '' : 'error'}
              onChange={event => {
                hush()
                setProblem(null)
                setTyped(event.target.value)
              }}
              onPressEnter={use}
              data-testid="endpoint"
            />
            <Button disabled={typed.trim() === ''} onClick={use} data-testid="endpoint-use">
              {t('endpoint.use')}
            </Button>
          </div>
        )}
        {!isFixed && !isProvider && settings.endpoint !== null && (
          <Button onClick={() => save({ endpoint: null })} data-testid="endpoint-back">
            {t('endpoint.back')}
          </Button>
        )}
      </div>
    </SettingRow>
  )
}
