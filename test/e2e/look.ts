import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** What is looked for on every screen of which a picture is taken: overflow, cut text, words that are missing, a main button out of view. */

const localesFolder = join(import.meta.dirname, '..', '..', 'renderer', 'locales')

type Texts = { readonly [key: string]: string | Texts }

const flat = (texts: Texts): readonly string[] =>
  Object.values(texts).flatMap(text => (typeof text === 'string' ? [text] : flat(text)))

const textsOf = (language: string): readonly string[] =>
  readdirSync(join(localesFolder, language)).flatMap(file =>
    flat(JSON.parse(readFileSync(join(localesFolder, language, file), 'utf8')) as Texts),
  )

/** What a key can begin with: a namespace's name, or the first part of a key in any of them. */
const keyHeads = readdirSync(join(localesFolder, 'zh-CN')).flatMap(file => [
  file.replace('.json', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  ...Object.keys(JSON.parse(readFileSync(join(localesFolder, 'zh-CN', file), 'utf8')) as Texts),
])

/**
 * What Chinese screens say, in pieces between their holes. A piece that English texts hold as well is a name of the
 * provider's console; one of less than five characters may be an owner's own data.
 */
const chinesePieces = (() => {
  const english = textsOf('en').join('\n')
  const pieces = textsOf('zh-CN').flatMap(text => text.split(/\{\{[^}]*\}\}|[\n，。；：、（）「」“”!？]/))
  return [...new Set(pieces.map(piece => piece.trim()))].filter(
    piece => piece.length >= 5 && /^\p{Script=Han}+$/u.test(piece) && !english.includes(piece),
  )
})()

/**
 * Where text may stand outside of what is seen, and why.
 * - The rows of a list that is read scroll both ways, and their cells hold whatever a file holds; a cell's whole text is its title.
 * - The colours behind the template's field scroll with it; the text itself is the field's.
 */
const free = ['[data-testid="contacts-scroller"]', '[data-colours]'] as const

/** What is wrong with the screen in view, each in words. `pieces`: Chinese that an English screen must not say. */
export function flawsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ pieces, exempt, heads }) => {
      const found = new Set<string>()
      const width = innerWidth
      const height = innerHeight
      const dialog = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1)
      const scope: Element = dialog ?? document.body
      const isExempt = (element: Element) => exempt.some(selector => element.closest(selector) !== null)
      /** Words for a screen reader alone are clipped to nothing, or stand in a box without a size. */
      const isNothing = (element: Element): boolean => {
        const { clipPath, overflow } = getComputedStyle(element)
        const { width: wide, height: high } = element.getBoundingClientRect()
        return clipPath === 'inset(50%)' || (overflow === 'hidden' && (wide === 0 || high === 0))
      }
      const forReaders = new Map<Element | null, boolean>([[null, false]])
      const isForReaders = (element: Element | null): boolean => {
        const known = forReaders.get(element)
        if (known !== undefined || element === null) return known ?? false
        const is = isNothing(element) || isForReaders(element.parentElement)
        forReaders.set(element, is)
        return is
      }
      const isShown = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true }) && !isForReaders(element)
      const short = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 60)

      if (document.documentElement.scrollWidth > width) found.add('the page is wider than the window')
      if (document.documentElement.scrollHeight > height) found.add('the page is higher than the window')
      for (const element of scope.querySelectorAll('*')) {
        if (!isShown(element) || isExempt(element)) continue
        const style = getComputedStyle(element)
        const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll'
        // A box that scrolls up and down was made for that; one that scrolls sideways as well has been overfilled.
        const isBody = scrolls && (style.overflowY === 'auto' || style.overflowY === 'scroll')
        if (
          isBody &&
          element.querySelector('table') === null &&
          element.scrollWidth > element.clientWidth + 1
        )
          found.add(`scrolls sideways: ${element.className} “${short(element.textContent)}”`)
      }

      /** Whether somebody can have the whole of a text whose end is not shown. */
      const isTold = (element: Element) =>
        element.closest(
          '[title]:not([title=""]), [aria-label]:not([aria-label=""]):not(section):not(nav)',
        ) !== null
      const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const text = node.textContent ?? ''
        const parent = node.parentElement
        if (text.trim() === '' || parent === null || !isShown(parent) || isExempt(parent)) continue
        if (parent.closest('textarea, style, script, option') !== null) continue
        range.selectNodeContents(node)
        const rect = range.getBoundingClientRect()
        if (rect.width === 0) continue
        for (let box: Element | null = parent; box !== null; box = box.parentElement) {
          const style = getComputedStyle(box)
          if (style.position === 'fixed' && box !== dialog) break
          const { overflowX, overflowY } = style
          const inner = box.getBoundingClientRect()
          const cutsX = overflowX === 'hidden' || overflowX === 'clip'
          const cutsY = overflowY === 'hidden' || overflowY === 'clip'
          if (cutsX && (rect.right > inner.right + 1.5 || rect.left < inner.left - 1.5) && !isTold(parent))
            found.add(`cut at its side: “${short(text)}”`)
          // Half a line's room: letters are lower than their line.
          if (cutsY && (rect.bottom > inner.bottom + 4 || rect.top < inner.top - 4) && !isTold(parent))
            found.add(`cut at its foot: “${short(text)}”`)
          if (
            overflowX === 'auto' ||
            overflowX === 'scroll' ||
            overflowY === 'auto' ||
            overflowY === 'scroll'
          )
            break
        }
      }

      const known = new Set(heads)
      const isKey = (text: string) =>
        /^[a-z][\w-]*([.:][\w-]+)+$/i.test(text) && known.has(text.split(/[.:]/)[0] ?? '')
      const named = ['aria-label', 'title', 'placeholder', 'alt'] as const
      const said = [...scope.querySelectorAll('*')]
        .filter(element => isShown(element) && element.closest('textarea, td, code') === null)
        .flatMap(element => [
          ...[...element.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent ?? ''),
          ...named.map(name => element.getAttribute(name) ?? ''),
        ])
        .map(text => text.trim())
        .filter(text => text !== '')
      for (const text of said) {
        if (isKey(text)) found.add(`a key instead of words: “${short(text)}”`)
        if (/\{\{|\bundefined\b|\bNaN\b|\[object /.test(text))
          found.add(`a hole was not filled: “${short(text)}”`)
        if (document.documentElement.lang === 'en') {
          const piece = pieces.find(each => text.includes(each))
          if (piece !== undefined) found.add(`Chinese in English: “${piece}” in “${short(text)}”`)
        }
      }

      // What a screen is for stands in its foot bar, or in the part of the page that says so; a page of larger text in the
      // lowest window is scrolled to it.
      const places = height < 330 ? '' : ', [data-main]'
      const bars =
        dialog === undefined
          ? scope.querySelectorAll(`main footer, main > section > footer${places}`)
          : [dialog]
      for (const bar of bars) {
        for (const button of bar.querySelectorAll('.ant-btn-primary')) {
          if (!isShown(button)) continue
          const { left, right, top, bottom } = button.getBoundingClientRect()
          const inView = left >= 0 && top >= 0 && right <= width + 0.5 && bottom <= height + 0.5
          const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
          // What lies over it for a moment (a list of choices) is not the page.
          const isCovered = hit === null || !(button.contains(hit) || hit.closest('.ant-select-dropdown'))
          const settles = getComputedStyle(button).pointerEvents === 'none'
          if (!inView || (isCovered && !settles))
            found.add(`the main button is out of view: “${short(button.textContent)}”`)
        }
      }
      return [...found]
    },
    { pieces: chinesePieces, exempt: free, heads: keyHeads },
  )
}
