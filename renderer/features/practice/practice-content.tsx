import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { useFill } from '../library/use-fill.ts'
import type { Message } from '../library/used-content.ts'

/**
 * Practice has a signature and a template to offer. In practice mode it does so while the owner has none; in real mode
 * their presence is pointed out, because the provider does not know them.
 */
export const PracticeContent = ({
  mode,
  message,
  onMessage,
}: {
  readonly mode: Mode
  readonly message: Message
  readonly onMessage: (message: Message) => void
}) => {
  const { t } = useTranslation('practice')
  const { fill, undo } = useFill(message, onMessage)
  const [account] = useLoaded(() => call(bridge.practice.account()), [])
  if (account.state === 'loading') return null
  if (account.state === 'failed') return <ErrorNotice error={account.error} />
  const { signature, template } = account.value
  const hasSignature = message.signature.code === signature.code
  const hasTemplate = message.template.code === template.code
  if (mode === 'real') {
    if (!hasSignature && !hasTemplate) return null
    return (
      <Notice tone="warn" testId="practice-content-in-real">
        {t('inReal')}
      </Notice>
    )
  }
  // A CODE is not needed here.
  const hasOwn = message.signature.name !== '' && message.template.text !== ''
  if (undo !== null)
    return (
      <Notice
        tone="practice"
        actions={
          <Button onClick={undo} data-testid="practice-undo">
            {t('undo')}
          </Button>
        }
      >
        {t('filled')}
      </Notice>
    )
  if (hasOwn) return null
  return (
    <Notice
      tone="practice"
      actions={
        <Button onClick={() => fill({ signature, template })} data-testid="fill-practice">
          {t('fill')}
        </Button>
      }
    >
      {t('fillNote')}
    </Notice>
  )
}
