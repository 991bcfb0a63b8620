import { bridge, call } from '../../lib/bridge.ts'
import { type ContactsClient, createContactsClient } from '../../workers/contacts/contacts-client.ts'

/** A worker that reads and checks one list, apart from the one of the wizard. Whoever starts it disposes of it. */
export const startReader = (): ContactsClient =>
  createContactsClient(
    new Worker(new URL('../../workers/contacts/contacts-worker.ts', import.meta.url), { type: 'module' }),
    (bytes, sheet) => call(bridge.workbooks.read({ bytes, sheet })),
  )
