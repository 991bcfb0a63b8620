import { contextBridge, ipcRenderer } from 'electron'
import { channels, eventNames } from '../shared/ipc/channels.ts'

/** Builds `window.zhanggui` from the names of the contract: one method per channel, and `on` for the events of the contract. */
const domains: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = {}
for (const channel of channels) {
  const [domain = '', name = ''] = channel.split('.')
  domains[domain] ??= {}
  const methods = domains[domain]
  methods[name] = input => ipcRenderer.invoke(channel, input)
}

const knownEvents: ReadonlySet<string> = new Set(eventNames)

contextBridge.exposeInMainWorld('zhanggui', {
  ...domains,
  on: (name: string, listener: (event: unknown) => void) => {
    // SECURITY: only events of the contract, and the listener never sees Electron's event object.
    if (!knownEvents.has(name)) throw new Error(`unknown event: ${name}`)
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(name, forward)
    return () => {
      ipcRenderer.removeListener(name, forward)
    }
  },
})
