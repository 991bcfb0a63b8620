import { Buffer } from 'node:buffer'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'

/** What no file name may hold on Windows, beside what would hide or break it. */
const notInFileNames = /[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}\s]+/gu
/** File names have room for 255 bytes; one character takes four at most. */
const longestNamePart = 40

const safe = (part: string): string =>
  [...part.replace(notInFileNames, ' ')].slice(0, longestNamePart).join('').trim()

/** Names that Windows keeps for devices, whatever ending they have. */
const deviceName = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\s*\.|\s*$)/i
/** Of 255 bytes, some are left for what programs append to a name. */
const longestNameBytes = 220

/** As much of the beginning as has room, no character cut. */
function cutToBytes(text: string, longest: number): string {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > longest) break
    kept += character
  }
  return kept
}

/**
 * SECURITY: a file's name to offer that is one on every system, whatever was written: no folder, no device, no mark that
 * turns an ending around, no room for nobody. `name` ends with the kind of the file.
 */
export function offeredFileName(name: string): string {
  const ending = name.slice(name.lastIndexOf('.'))
  const plain = name
    .slice(0, name.length - ending.length)
    .replace(notInFileNames, ' ')
    .replace(/^[\s.]+/u, '')
  const cut = cutToBytes(plain, longestNameBytes - Buffer.byteLength(ending) - 1).replace(/[\s.]+$/u, '')
  const named = cut === '' ? '_' : cut
  return `${deviceName.test(named) ? '_' : ''}${named}${ending}`
}

/** A name to offer: `<part>-<part>-<yyyyMMdd-HHmm in China>.<ending>`, safe on every system. */
export function stampedFileName(parts: readonly string[], timeMs: number, ending: string): string {
  const stamp = shanghaiStamp(timeMs).slice(0, 'yyyyMMdd-HHmm'.length)
  return `${[...parts.map(safe), stamp].join('-')}.${ending}`
}
