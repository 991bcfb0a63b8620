import type { SendingOptions } from '../../electron/services/sending/sending-service.ts'

const keys = { accessKey: 'k', accessSecret: 's', packageCode: 'p' }

/** What a sending service needs beside its campaigns and threads, where the test looks at none of it. */
export const idleSending = {
  practice: {
    prepare: async () => ({ url: 'http://127.0.0.1:9/', credentials: keys }),
  } as unknown as SendingOptions['practice'],
  credentials: async () => keys,
  endpointUrl: () => 'https://provider.example/',
  wayTo: async () => ({ route: { kind: 'direct' }, login: null }),
  assertMaySend: () => undefined,
  restoredUnasked: () => null,
  onBegun: () => undefined,
  onEnded: () => undefined,
  onContentChanged: () => undefined,
} satisfies Partial<SendingOptions>
