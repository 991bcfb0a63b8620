import { useEffect } from 'react'
import { bridge } from './bridge.ts'

/** Content of the window that closing would lose; the main process knows whether there is any. */
const present = new Set<string>()
let told = false

const tell = (): void => {
  const work = present.size > 0
  if (work === told) return
  told = work
  void bridge.app.setWork({ work })
}

/** Declares content that closing would lose, while it exists and the component is mounted. */
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
