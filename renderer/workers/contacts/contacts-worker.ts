import { createContactsService } from './contacts-service.ts'

/** The worker's entry: carries messages to the service and back. */
const service = createContactsService(reply => self.postMessage(reply))
self.addEventListener('message', event => void service.receive(event.data))
