import { useEffect } from 'react'
import { bridge } from './bridge.ts'

/** What stands in the window that closing would lose; the main process is told whether there is anything. */
const present = new Set<string>()
let told = false

const tell = (): void => {
  const work = present.size > 0
  if (work === told) return
  told = work
  void bridge.app.setWork({ work })
}

/** Says that something of the owner's is here, as long as it is and the component is mounted. */
export const useWork = (name: 'list' | 'work', isHere: boolean): void => {
  useEffect(() => {
    if (!isHere) return
    present.add(name)
    tell()
    return () => {
      present.delete(name)
      tell()
    }
  }, [name, isHere])
}
