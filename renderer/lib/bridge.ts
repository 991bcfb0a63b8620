import { useEffect, useEffectEvent } from 'react'
import type { Bridge } from '../../shared/ipc/bridge.ts'
import type { EventName } from '../../shared/ipc/channels.ts'
import type { EventOf } from '../../shared/ipc/contract.ts'

export { call, toAppError } from './call.ts'

declare global {
  interface Window {
    readonly zhanggui: Bridge
  }
}

/** The one way to the main process. */
export const bridge: Bridge = window.zhanggui

/** Listens to one event of the main process while the component is mounted. */
export const useBridgeEvent = <E extends EventName>(name: E, listener: (event: EventOf<E>) => void): void => {
  const latest = useEffectEvent(listener)
  useEffect(() => bridge.on(name, event => latest(event)), [name])
}
