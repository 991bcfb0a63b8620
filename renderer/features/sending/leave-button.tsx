import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leave } from './leave.ts'

/** The way out of a campaign's screen: back to the history, or on to a new campaign. */
export const LeaveButton = ({ onLeave }: { readonly onLeave: Leave }) => {
  const { t } = useTranslation(['history', 'report'])
  return onLeave.kind === 'history' ? (
    <Button size="large" onClick={onLeave.go} data-testid="back">
      {t('history:back')}
    </Button>
  ) : (
    <Button size="large" onClick={onLeave.again} data-testid="again">
      {t('report:again')}
    </Button>
  )
}
