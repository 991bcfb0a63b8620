import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { isOfList } from '../../app/campaign-list.tsx'
import { useAction } from '../../lib/use-action.ts'
import { openListedContacts } from '../contact-lists/listed-contacts.ts'
import { CampaignNameDialog } from './campaign-name-dialog.tsx'
import { offerCopy } from './copied-campaign.ts'

/** Another name for a campaign, and the same once more. */
export const CampaignActions = ({ campaign }: { readonly campaign: CampaignView }) => {
  const { t } = useTranslation(['again', 'contactLists'])
  const { go } = useApp()
  const [naming, setNaming] = useState(false)
  const stop = useRef<AbortController | null>(null)
  // Who has looked elsewhere meanwhile is not led into a campaign.
  useEffect(() => () => stop.current?.abort(), [])

  const again = useAction(async () => {
    const { name, mode, signature, template, source } = campaign
    const controller = new AbortController()
    stop.current = controller
    const { list, variables = [] } = source
    const names = {
      phone: t('contactLists:column.phone'),
      nameOf: (place: number) => t('contactLists:column.nameless', { place }),
    }
    const watch = { onProgress: () => undefined, signal: controller.signal }
    // A list that is gone by now is chosen anew; the content stands all the same.
    const contacts =
      list === undefined
        ? null
        : await openListedContacts(list.listId, list.filter, names, watch).catch(() => null)
    if (controller.signal.aborted) return
    offerCopy({ name, mode, message: { signature, template }, variables, contacts })
    go({ screen: 'send' })
  })
  return (
    <>
      <Button onClick={() => setNaming(true)} data-testid="campaign-rename">
        {t('rename.open')}
      </Button>
      {isOfList(campaign) && (
        <Button loading={again.running} onClick={again.run} data-testid="campaign-again">
          {t('action')}
        </Button>
      )}
      {naming && (
        <CampaignNameDialog campaignId={campaign.id} name={campaign.name} onClose={() => setNaming(false)} />
      )}
    </>
  )
}
