import { shanghaiStamp } from '../../../shared/time/shanghai.ts'

/** What no file name may hold on Windows, beside what would hide or break it. */
const notInFileNames = /[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}\s]+/gu
/** File names have room for 255 bytes; one character takes four at most. */
const longestNamePart = 40

const safe = (part: string): string =>
  [...part.replace(notInFileNames, ' ')].slice(0, longestNamePart).join('').trim()

/** A name to offer: `<part>-<part>-<yyyyMMdd-HHmm in China>.<ending>`, safe on every system. */
export function stampedFileName(parts: readonly string[], timeMs: number, ending: string): string {
  const stamp = shanghaiStamp(timeMs).slice(0, 'yyyyMMdd-HHmm'.length)
  return `${[...parts.map(safe), stamp].join('-')}.${ending}`
}
