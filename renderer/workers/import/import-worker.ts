import { createImportService } from './import-service.ts'

/** The worker's entry: carries messages to the service and back. */
const service = createImportService(reply => self.postMessage(reply))
self.addEventListener('message', event => void service.receive(event.data))
