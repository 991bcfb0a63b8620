/** One piece of a style sheet: a rule, an at-rule with a block of its own, or a statement without a block. */
type Piece = { readonly head: string; readonly body: string | null }

/** Where the block that opens at `open` closes. */
function closeOf(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    const mark = css[at]
    if (mark === '"' || mark === "'") at = css.indexOf(mark, at + 1)
    else if (mark === '{') depth += 1
    else if (mark === '}' && --depth === 0) return at
    if (at < 0) break
  }
  throw new Error('a style sheet that does not close its blocks')
}

function piecesOf(css: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < css.length) {
    const open = css.indexOf('{', at)
    const end = css.indexOf(';', at)
    if (open < 0 && end < 0) break
    if (end >= 0 && (open < 0 || end < open)) {
      pieces.push({ head: css.slice(at, end).trim(), body: null })
      at = end + 1
      continue
    }
    const close = closeOf(css, open)
    pieces.push({ head: css.slice(at, open).trim(), body: css.slice(open + 1, close) })
    at = close + 1
  }
  return pieces
}

/** What stands in parentheses never decides: `:not(.ant-menu)` needs no menu. */
const outsideOfParentheses = (selector: string): string => {
  const shorter = selector.replace(/\([^()]*\)/g, '')
  return shorter === selector ? selector : outsideOfParentheses(shorter)
}

/** The selectors of a list, split at the commas that stand outside of parentheses and brackets. */
function selectorsOf(head: string): readonly string[] {
  const selectors: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < head.length; at += 1) {
    const mark = head[at] ?? ''
    if ('(['.includes(mark)) depth += 1
    else if (')]'.includes(mark)) depth -= 1
    else if (mark === ',' && depth === 0) {
      selectors.push(head.slice(from, at))
      from = at + 1
    }
  }
  return [...selectors, head.slice(from)]
}

/**
 * The part of antd's style sheet that can ever match: a selector that asks for a class of a component which is not in
 * the page is left out, and with it every rule that has no selector left and every animation that nobody names.
 * `used` are the beginnings of class names after `ant-`.
 */
export function usedStyles(css: string, used: readonly string[]): string {
  const isUsed = (name: string): boolean =>
    used.some(prefix => name === prefix || name.startsWith(`${prefix}-`))
  const canMatch = (selector: string): boolean => {
    const asked = outsideOfParentheses(selector)
    // The tokens of antd's own documentation, under classes that no page has.
    if (/\.css-var-/.test(asked)) return false
    return [...asked.matchAll(/\.ant-([\w-]+)/g)].every(([, name = '']) => isUsed(name))
  }
  const keep = (sheet: string): string =>
    piecesOf(sheet)
      .map(({ head, body }) => {
        if (body === null) return `${head};`
        if (/^@(-\w+-)?keyframes\b/.test(head)) return `${head}{${body}}`
        if (head.startsWith('@')) {
          const inner = keep(body)
          return inner === '' ? '' : `${head}{${inner}}`
        }
        const left = selectorsOf(head).filter(canMatch)
        return left.length === 0 ? '' : `${left.join(',')}{${body}}`
      })
      .join('')
  const kept = keep(css.replace(/\/\*.*?\*\//gs, ''))
  return piecesOf(kept)
    .filter(({ head }) => {
      const [, name] = /^@(?:-\w+-)?keyframes\s+([\w-]+)/.exec(head) ?? []
      return name === undefined || new RegExp(`animation[\\w-]*:[^;}]*\\b${name}\\b`).test(kept)
    })
    .map(({ head, body }) => (body === null ? `${head};` : `${head}{${body}}`))
    .join('')
}
