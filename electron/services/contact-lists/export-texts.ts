const shanghaiOffsetMs = 8 * 60 * 60 * 1000

/** `yyyy-MM-dd HH:mm:ss` as clocks in China show it, which know no summer time. */
export const shanghaiTime = (timeMs: number): string =>
  new Date(timeMs + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ')

/** What no file name may hold on Windows, beside what would hide or break it. */
const notInFileNames = /[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}\s]+/gu
/** File names have room for 255 bytes; one character takes four at most. */
const longestNamePart = 40

/** `<parts>-<yyyyMMdd-HHmm>.csv`, safe on every system. */
export function csvFileName(parts: readonly string[], timeMs: number): string {
  const safe = parts.map(part =>
    [...part.replace(notInFileNames, ' ')].slice(0, longestNamePart).join('').trim(),
  )
  const stamp = shanghaiTime(timeMs).slice(0, 16).replace(/[-:]/g, '').replace(' ', '-')
  return `${[...safe, stamp].join('-')}.csv`
}
