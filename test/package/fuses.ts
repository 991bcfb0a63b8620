import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** What @electron/fuses, which electron-builder brings along, tells of a program. */
type FuseReader = {
  readonly getCurrentFuseWire: (program: string) => Promise<Readonly<Record<string, unknown>>>
  readonly FuseV1Options: Readonly<Record<string, string | number>>
}

const on = '1'.charCodeAt(0)
const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))

/** Each fuse of Electron that the program has, by its name: whether it is on. Reads the program's own bytes. */
export async function fusesOf(program: string): Promise<Readonly<Record<string, boolean>>> {
  const reader: FuseReader = await import(pathToFileURL(builder.resolve('@electron/fuses')).href)
  const wire = await reader.getCurrentFuseWire(program)
  return Object.fromEntries(
    Object.entries(reader.FuseV1Options)
      .filter(([name, place]) => Number.isNaN(Number(name)) && wire[String(place)] !== undefined)
      .map(([name, place]) => [name, wire[String(place)] === on]),
  )
}
