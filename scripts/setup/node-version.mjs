/** The version to install; the range that works is `engines` in package.json. Read by Node.js 16 (see main.mjs). */
export const recommendedNode = 24

/**
 * Whether a range holds a version. A range is `^20.19`, `>=22.12` or several of these joined by `||`; any other
 * form throws.
 * @param {string} range
 * @param {string} version such as `20.19.4`
 */
export function holdsNode(range, version) {
  const [major, minor] = version.split('.').map(Number)
  return range.split('||').some(part => {
    const match = /^(\^|>=)(\d+)\.(\d+)$/.exec(part.trim())
    if (match === null) throw new Error(`engines.node has a form that is not understood: ${range}`)
    const [wantedMajor, wantedMinor] = [Number(match[2]), Number(match[3])]
    if (major === wantedMajor) return minor >= wantedMinor
    return match[1] === '>=' && major > wantedMajor
  })
}

/**
 * What somebody with a Node.js outside the range is told, Chinese first; null for one inside it.
 * @param {string} version
 * @param {string} range
 * @returns {string | null}
 */
export function adviceForNode(version, range) {
  if (holdsNode(range, version)) return null
  return [
    `您的 Node.js 是 ${version}，不能运行本项目。请安装 Node.js ${recommendedNode}（LTS），再运行一次：`,
    '  https://nodejs.org/zh-cn/download',
    `Your Node.js is ${version}; this project needs ${range}.`,
    `Install Node.js ${recommendedNode} (LTS) and run the command again:`,
    '  https://nodejs.org/en/download',
  ].join('\n')
}
