import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  campaignStatuses,
  holdReasons,
  pauseReasons,
  recipientStates,
  resolutions,
  skipReasons,
  unknownCauses,
  unsentCauses,
} from '../../../shared/domain/states.ts'
import { errorCodes } from '../../../shared/ipc/result.ts'
import { ruleIds } from '../../../shared/sms/review/rules.ts'

const folder = join(import.meta.dirname, '../../../renderer/locales')
type Texts = { readonly [key: string]: string | Texts }

const read = (language: string, file: string): Texts =>
  JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Texts

const flat = (texts: Texts, prefix = ''): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  )

const holes = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '').toSorted()

const files = readdirSync(join(folder, 'zh-CN'))

test('both languages have the same files', () => {
  expect(readdirSync(join(folder, 'en'))).toEqual(files)
})

describe.each(files)('%s', file => {
  const zh = flat(read('zh-CN', file))
  const en = flat(read('en', file))

  test('has the same keys in both languages', () => {
    expect([...en.keys()].toSorted()).toEqual([...zh.keys()].toSorted())
  })

  test('has the same holes to fill in both languages', () => {
    for (const [key, text] of zh) expect([key, holes(en.get(key) ?? '')]).toEqual([key, holes(text)])
  })
})

test('everything that the domain can say has its words', () => {
  const common = flat(read('zh-CN', 'common.json'))
  const sending = flat(read('zh-CN', 'sending.json'))
  const errors = flat(read('zh-CN', 'errors.json'))
  const review = flat(read('zh-CN', 'review.json'))
  const missing = [
    ...campaignStatuses.map(status => [common, `status.${status}`] as const),
    ...campaignStatuses.map(status => [sending, `title.${status}`] as const),
    ...recipientStates.map(state => [common, `state.${state}`] as const),
    ...[...unsentCauses, ...unknownCauses, ...skipReasons].map(cause => [common, `cause.${cause}`] as const),
    ...resolutions.map(resolution => [common, `resolution.${resolution}`] as const),
    ...pauseReasons.map(reason => [sending, `pause.${reason}.what`] as const),
    ...holdReasons.map(reason => [sending, `hold.${reason}.what`] as const),
    ...errorCodes.map(code => [errors, `${code}.what`] as const),
    ...errorCodes.map(code => [errors, `${code}.do`] as const),
    ...ruleIds.map(id => [review, `name.${id}`] as const),
    ...ruleIds.filter(id => !id.startsWith('topic-')).map(id => [review, `rule.${id}`] as const),
  ].filter(([texts, key]) => (texts.get(key) ?? '') === '')
  expect(missing.map(([, key]) => key)).toEqual([])
})

/** What the app can't know (what reached a phone) or can't promise (what others do), in words that once stood here. */
const tooMuch =
  /收到过您的短信|不会再收到|又会收到|请看手机|手机上的短信|再看一遍|没有人会收到两次|没有离开这台电脑|was received|will get no|get no messages|nobody is sent to twice|check before it is sent|never left the computer/u

test('no screen says more than the app knows', () => {
  for (const language of ['zh-CN', 'en']) {
    for (const file of files) {
      const said = [...flat(read(language, file))].filter(([, text]) => tooMuch.test(text))
      expect([file, said]).toEqual([file, []])
    }
  }
})

test('no screen promises delivery', () => {
  for (const file of files) {
    for (const [key, text] of flat(read('zh-CN', file))) {
      // "Delivered" stands only where a text says that nobody tells us.
      if (/送达|已到达/.test(text))
        expect([file, key, text]).toEqual([file, key, expect.stringMatching(/不/)])
    }
  }
})

test('no component holds words of its own: they stand in the locales', () => {
  const renderer = join(import.meta.dirname, '../../../renderer')
  const written = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.tsx'))
    .filter(name => {
      const code = readFileSync(join(renderer, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*/gu, '')
      return /\p{Script=Han}/u.test(code)
    })
  expect(written).toEqual([])
})
