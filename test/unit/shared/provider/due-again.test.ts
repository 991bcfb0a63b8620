import { describe, expect, test } from 'vitest'
import { codeCatalogue } from '../../../../shared/provider/codes.ts'
import {
  contentCodes,
  dueAgainAfter,
  isMendedByContent,
  keepsRun,
} from '../../../../shared/provider/due-again.ts'

const codesOf = (...responsible: readonly string[]): readonly number[] =>
  Object.values(codeCatalogue)
    .filter(entry => responsible.includes(entry.responsible))
    .map(({ code }) => code)

const allCodes = Object.keys(codeCatalogue).map(Number)

describe('who is due again', () => {
  test.each([true, false])(
    'without a pause of a code: who was refused by account and campaign (changed: %s)',
    changed => {
      const expected = { codes: codesOf('account', 'campaign'), seqs: [] }
      expect(dueAgainAfter(null, changed)).toEqual(expected)
      expect(dueAgainAfter({ reason: 'owner' }, changed)).toEqual(expected)
      expect(dueAgainAfter({ reason: 'campaign-code', code: 30006 }, changed)).toEqual(expected)
    },
  )

  test.each(allCodes)('after a run of %i: never an unclear or final code as a whole', code => {
    for (const reason of ['campaign-code', 'same-code-repeated', 'account-code', 'app-fault'] as const) {
      const { codes } = dueAgainAfter({ reason, code, run: [3, 4] }, true)
      expect(codes.filter(each => codesOf('unclear', 'recipient', 'app', 'accepted').includes(each))).toEqual(
        [],
      )
    }
  })

  test.each([30012, 30013, 30014])('a run of %i is the campaign’s: it is due again in any case', code => {
    for (const changed of [true, false])
      expect(dueAgainAfter({ reason: 'campaign-code', code, run: [3, 4, 9] }, changed).seqs).toEqual([
        3, 4, 9,
      ])
  })

  test('a run of too long messages is due again only where the text was changed', () => {
    const pause = { reason: 'same-code-repeated', code: 30017, run: [3, 4] } as const
    expect(dueAgainAfter(pause, true).seqs).toEqual([3, 4])
    expect(dueAgainAfter(pause, false).seqs).toEqual([])
  })

  test.each([10001, 30009, 30011, 30018, 30028, 39999])('a run of %i never is', code => {
    expect(keepsRun(code)).toBe(false)
    expect(dueAgainAfter({ reason: 'same-code-repeated', code, run: [3, 4] }, true)).toEqual(
      dueAgainAfter(null, true),
    )
  })

  test('a pause of before runs were kept: all whom the code refused, as it was then', () => {
    const { codes, seqs } = dueAgainAfter({ reason: 'campaign-code', code: 30014 }, false)
    expect(codes).toContain(30014)
    expect(seqs).toEqual([])
  })
})

test('another CODE, signature or text may mend exactly these', () => {
  expect(allCodes.filter(code => isMendedByContent({ reason: 'campaign-code', code }))).toEqual([
    ...contentCodes,
  ])
  expect(codesOf('campaign').filter(code => !contentCodes.includes(code))).toEqual([])
  expect(isMendedByContent({ reason: 'owner' })).toBe(false)
  expect(isMendedByContent(null)).toBe(false)
})
