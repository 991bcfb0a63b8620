import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeCatalogue, codeEntry, isKnownCode, type Responsible } from '../../../../shared/provider/codes.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const documented = [10000, 10001, ...range(30001, 30028)]

const owners: Readonly<Record<Responsible, readonly number[]>> = {
  accepted: [10000],
  account: [30019, 30020, 30022, 30023, 30024, 30025],
  campaign: [30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30015, 30016, 30021, 30026],
  recipient: [30011, 30012, 30013, 30014, 30017, 30018, 30028],
  unclear: [10001, 30009],
  app: [30010, 30027],
}

test('every documented code is there, and no other', () => {
  expect(Object.keys(codeCatalogue).map(Number).sort()).toEqual(documented)
  for (const code of documented) expect(codeCatalogue[code]?.code).toBe(code)
})

test.each(Object.entries(owners))('%s', (responsible, codes) => {
  expect(documented.filter(code => codeEntry(code).responsible === responsible)).toEqual(codes)
})

test('three recipient codes point at the campaign when they repeat', () => {
  expect(documented.filter(code => codeEntry(code).repeats === 'campaign')).toEqual([30012, 30013, 30014])
})

test.each(documented)('%i says what happened and what to do, in both languages, in few words', code => {
  const { zh, en } = codeEntry(code)
  for (const text of [zh.what, zh.do]) {
    expect(text).toMatch(/[\p{Script=Han}].*。$/u)
    expect(text.length).toBeLessThanOrEqual(60)
  }
  for (const text of [en.what, en.do]) {
    expect(text).toMatch(/^[A-Z].*\.$/)
    expect(text.length).toBeLessThanOrEqual(160)
  }
})

test('no text promises delivery or blames the owner', () => {
  for (const code of documented) {
    const { zh, en } = codeEntry(code)
    const all = [zh.what, zh.do, en.what, en.do].join(' ')
    expect(all).not.toMatch(/送达|已到达|发送成功|您的错|你的错|delivered|your (fault|mistake|error)/i)
  }
})

test('every code has words of its own', () => {
  const whats = documented.flatMap(code => [codeEntry(code).zh.what, codeEntry(code).en.what])
  expect(new Set(whats).size).toBe(whats.length)
})

test('an unknown code is unclear and named in its text', () => {
  fc.assert(
    fc.property(fc.integer(), code => {
      fc.pre(!documented.includes(code))
      const unknown = codeEntry(code)
      expect(isKnownCode(code)).toBe(false)
      expect(unknown).toMatchObject({ code, responsible: 'unclear' })
      expect(unknown.zh.what).toContain(String(code))
      expect(unknown.en.what).toContain(String(code))
    }),
  )
})

test('known codes are known', () => {
  expect(documented.every(isKnownCode)).toBe(true)
})
