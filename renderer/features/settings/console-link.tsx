import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'

/** Opens the provider's site in the system's browser. */
export const ConsoleLink = () => {
  const { t } = useTranslation('settings')
  const open = useAction(() => call(bridge.app.openConsole()))
  return (
    <>
      <TextButton look="link" onPress={open.run} testId="open-console">
        {t('credentials.console')}
      </TextButton>
      {open.error !== null && <ErrorNotice error={open.error} />}
    </>
  )
}
