import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { campaignDraftSchema, newRecipientSchema } from '../../../../shared/domain/campaign.ts'
import { listMergeSchema, newContactSchema } from '../../../../shared/domain/contact-list.ts'
import { credentialsSchema } from '../../../../shared/domain/credentials.ts'
import { cleanTextsSchema } from '../../../../shared/domain/many.ts'
import { optOutReasonSchema } from '../../../../shared/domain/opt-out.ts'
import { cellValue } from '../../../../shared/import/cell-value.ts'
import { cleanText, cleanValue } from '../../../../shared/text/clean-text.ts'

describe('a text as a person reads it', () => {
  test.each([
    ['blanks of every kind at both ends', '\u3000 \u00a0\u2003王芳\u2800\t\ufeff ', '王芳'],
    ['blanks inside stay', '王 芳\u3000女士', '王 芳\u3000女士'],
    ['a tab inside is a blank', '王\t芳', '王 芳'],
    ['control characters', '王\u0000\u0008芳\u007f\u0085', '王芳'],
    ['marks of direction', '\u202d13800138000\u202c\u200e', '13800138000'],
    ['joiners, soft hyphens, zero width', '王\u200b\u200c\u200d\u2060\u00ad芳', '王芳'],
    ['a selector without an emoji', '王\ufe0f芳\ufe00', '王芳'],
    ['Hangul fillers', '\u3164王芳\uffa0', '王芳'],
    ['visible signs are never changed', "'＝“王”—…·①㎡🀄", "'＝“王”—…·①㎡🀄"],
    ['full width stays', '１３８ＡＢＣ', '１３８ＡＢＣ'],
    ['rare and private characters', '𠮷龦\ue000', '𠮷龦\ue000'],
    ['accents', 'é e\u0301', 'é e\u0301'],
    ['an emoji of several signs stays one', '👨‍👩‍👧 ❤️ 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🇨🇳', '👨‍👩‍👧 ❤️ 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🇨🇳'],
    ['nothing but what nobody sees', ' \u200b\u3000\ufeff', ''],
  ])('%s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
    expect(cleanValue(text)).toBe(clean)
  })

  test('lines stay in a cell and are blanks in a message', () => {
    expect(cleanText('一号\r\n二号\u2028三号\v四号\n')).toBe('一号\n二号\n三号\n四号')
    expect(cleanValue('一号 \r\n\t 二号\n\n三号')).toBe('一号 二号 三号')
  })

  test('cleaning again changes nothing, and nothing visible is lost', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          ...' \t\n\r\u00a0\u3000\u200b\u200d\u202e\ufe0f\ufeff\u2800',
          '👨',
          '👧',
          '❤',
          '王',
          '1',
          '#',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 12,
    })
    const visible = (from: string): string =>
      from.replace(/[\s\u2800\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu, '')
    fc.assert(
      fc.property(text, from => {
        for (const clean of [cleanText, cleanValue]) {
          expect(clean(clean(from))).toBe(clean(from))
          expect(visible(clean(from))).toBe(visible(from))
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('a long text is cleaned at once', () => {
    const begun = performance.now()
    cleanValue(' \n'.repeat(100_000))
    cleanValue(`${'\u200d'.repeat(100_000)}x`)
    cleanValue(`a${' '.repeat(100_000)}b `)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})

describe('every way in cleans alike', () => {
  const dirty = '\ufeff\u3000SMS_\u200b123\u202c \t\n'
  const clean = 'SMS_123'

  test('keys and codes that are pasted', () => {
    expect(credentialsSchema.parse({ accessKey: dirty, accessSecret: dirty, packageCode: dirty })).toEqual({
      accessKey: clean,
      accessSecret: clean,
      packageCode: clean,
    })
    expect(
      credentialsSchema.safeParse({ accessKey: '\u200b ', accessSecret: 'x', packageCode: 'x' }).success,
    ).toBe(false)
    const draft = campaignDraftSchema.parse({
      name: dirty,
      mode: 'practice',
      signature: { name: dirty, code: dirty },
      template: { code: dirty, text: '您好' },
      source: { fileName: '', rows: 1, usable: 1, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
    })
    expect(draft).toMatchObject({
      name: clean,
      signature: { name: clean, code: clean },
      template: { code: clean },
    })
  })

  test('values of a file, of typed text, of kept lists', () => {
    expect(cellValue(dirty)).toBe(clean)
    expect(cellValue(`="${dirty}"`)).toBe(clean)
    expect(newRecipientSchema.parse({ row: 1, phone: '13800138000', values: [dirty] }).values).toEqual([
      clean,
    ])
    expect(newContactSchema.parse({ phone: '13800138000', values: [dirty], tags: [dirty] })).toMatchObject({
      values: [clean],
      tags: [clean],
    })
    expect(listMergeSchema.parse({ target: { name: dirty }, columns: [dirty] })).toEqual({
      target: { name: clean },
      columns: [clean],
    })
    expect(optOutReasonSchema.parse(dirty)).toBe(clean)
  })

  test('what is far too long is refused before it is cleaned', () => {
    const padded = `x${' '.repeat(5_000)}`
    expect(
      credentialsSchema.safeParse({ accessKey: padded, accessSecret: 'x', packageCode: 'x' }).success,
    ).toBe(false)
    expect(cleanTextsSchema(2, 10).safeParse([padded]).success).toBe(false)
    expect(cleanTextsSchema(2, 10).parse([' x '])).toEqual(['x'])
  })
})
