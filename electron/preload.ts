import { contextBridge, ipcRenderer } from 'electron'
import { byteChannels, channels, eventNames } from '../shared/ipc/channels.ts'
import { exposeBridge, type RawBridge } from './preload/expose-bridge.ts'
import { removePeerConnections } from './preload/remove-peer-connections.ts'

const knownEvents: ReadonlySet<string> = new Set(eventNames)

/**
 * One method per channel of the contract and no other, and `on` for its events; the page builds its bridge on them.
 */
const raw: RawBridge = {
  calls: Object.fromEntries(
    channels.map(channel => [channel, (carried: unknown) => ipcRenderer.invoke(channel, carried)]),
  ),
  on: (name, listener) => {
    // SECURITY: only events of the contract, and the listener never sees Electron's event object.
    if (!knownEvents.has(name)) throw new Error(`unknown event: ${name}`)
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(name, forward)
    return () => {
      ipcRenderer.removeListener(name, forward)
    }
  },
}

contextBridge.executeInMainWorld({ func: removePeerConnections })
contextBridge.executeInMainWorld({ func: exposeBridge, args: [raw, [...byteChannels]] })
