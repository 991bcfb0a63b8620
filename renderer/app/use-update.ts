import { useState } from 'react'
import type { UpdateNotice } from '../../shared/domain/update.ts'
import { bridge, call, useBridgeEvent } from '../lib/bridge.ts'
import { useLoaded } from '../lib/use-loaded.ts'

/** A newer version that is out, as soon as the app knows of it; null as long as it does not. */
export const useUpdate = (): UpdateNotice | null => {
  const [told, setTold] = useState<UpdateNotice | null>(null)
  const [known] = useLoaded(() => call(bridge.updates.notice()), [])
  useBridgeEvent('update-found', setTold)
  return told ?? (known.state === 'loaded' ? known.value : null)
}
