import type { Mode } from '../../../shared/domain/campaign.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { contentPartOf } from '../../../shared/provider/content-part.ts'
import type { LibraryStore, UsedContent } from './library-store.ts'

type SentCampaign = UsedContent & { readonly mode: Mode }

/**
 * Writes down by itself what real campaigns are sent with, and what of it the provider refuses. Practice is not
 * remembered, nor are the CODEs of practice: no provider knows them. That it can't be written down stops no campaign.
 */
export function createContentMemory({
  library,
  practice,
  onFailure,
}: {
  readonly library: Pick<LibraryStore, 'used' | 'refused'>
  /** What practice offers. */
  readonly practice: {
    readonly signature: { readonly code: string }
    readonly template: { readonly code: string }
  }
  readonly onFailure: (error: unknown) => void
}) {
  const isKept = ({ mode, signature, template }: SentCampaign): boolean =>
    mode === 'real' && signature.code !== practice.signature.code && template.code !== practice.template.code
  const trying = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      onFailure(error)
    }
  }
  return {
    begun: (campaign: SentCampaign): void =>
      trying(() => {
        if (isKept(campaign)) library.used(campaign)
      }),

    /** `campaign` is asked for only where the code is about its content. */
    paused: ({ code }: Pause, campaign: () => SentCampaign): void =>
      trying(() => {
        const part = code === undefined ? null : contentPartOf(code)
        if (part === null) return
        const sent = campaign()
        if (isKept(sent)) library.refused(sent, part)
      }),
  }
}
