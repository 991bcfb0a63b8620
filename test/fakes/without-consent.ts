import type { SendingOptions } from '../../electron/services/sending/sending-service.ts'

/** An owner who has looked at everything and agrees to everything. */
export const withoutConsent: Pick<SendingOptions, 'consent' | 'confirm'> = {
  consent: {
    lookedAt: () => undefined,
    changed: () => undefined,
    assertLookedAt: () => undefined,
    contentChanged: async () => undefined,
    begin: async () => undefined,
  },
  confirm: async () => undefined,
}
