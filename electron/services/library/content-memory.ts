import type { Mode } from '../../../shared/domain/campaign.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { contentPartOf } from '../../../shared/provider/content-part.ts'
import type { LibraryStore, UsedContent } from './library-store.ts'

type SentCampaign = UsedContent & { readonly mode: Mode }

/**
 * Remembers the signatures and templates of real campaigns, and which of them the provider refuses. Practice
 * campaigns and CODEs are not remembered, because no provider knows them. A failure to write stops no campaign.
 */
export function createContentMemory({
  library,
  practice,
  onFailure,
}: {
  readonly library: Pick<LibraryStore, 'used' | 'refused'>
  /** The signature and template of practice mode. */
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

    /** `campaign` is called only if the code concerns the content. */
    paused: ({ code }: Pause, campaign: () => SentCampaign): void =>
      trying(() => {
        const part = code === undefined ? null : contentPartOf(code)
        if (part === null) return
        const sent = campaign()
        if (isKept(sent)) library.refused(sent, part)
      }),
  }
}
