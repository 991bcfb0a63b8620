import { Buffer } from 'node:buffer'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'

/** Characters that Windows forbids in file names, and those that would hide or break a name. */
const notInFileNames = /[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}\s]+/gu
/** A file name may have 255 bytes; a character takes at most four. */
const longestNamePart = 40

const safe = (part: string): string =>
  [...part.replace(notInFileNames, ' ')].slice(0, longestNamePart).join('').trim()

/** Names that Windows reserves for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\s*\.|\s*$)/i
/** Of 255 bytes, some are left for endings that programs append. */
const longestNameBytes = 220

/** The longest beginning that fits, without cutting a character. */
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
 * SECURITY: a suggested file name that is valid on every system, whatever was typed: no folder, no device, no mark
 * that reverses an ending, never empty. `name` ends with the file's type.
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

/** A suggested name: `<part>-<part>-<yyyyMMdd-HHmm in China>.<ending>`, valid on every system. */
export function stampedFileName(parts: readonly string[], timeMs: number, ending: string): string {
  const stamp = shanghaiStamp(timeMs).slice(0, 'yyyyMMdd-HHmm'.length)
  return `${[...parts.map(safe), stamp].join('-')}.${ending}`
}
