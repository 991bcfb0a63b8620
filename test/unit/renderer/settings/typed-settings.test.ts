import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typedWords } from '../../../../renderer/features/settings/typed-settings.ts'
import { settingsPatchSchema } from '../../../../shared/domain/settings.ts'

describe('words', () => {
  test('between blanks and commas, each once', () => {
    expect(typedWords('抽奖，秒杀 抽奖')).toEqual({ ok: true, words: ['抽奖', '秒杀'] })
  })

  test('a word that is too long is named, not cut', () => {
    const word = '长'.repeat(21)
    expect(typedWords(`抽奖 ${word}`)).toEqual({ ok: false, problem: 'word-too-long', word })
  })

  test('too many words are said, not dropped', () => {
    const text = Array.from({ length: 201 }, (_, index) => `词${index}`).join(' ')
    expect(typedWords(text)).toEqual({ ok: false, problem: 'too-many', count: 201 })
  })

  test('whatever is typed: what is taken can be saved', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), text => {
        const read = typedWords(text)
        if (read.ok) expect(settingsPatchSchema.safeParse({ warnWords: read.words }).success).toBe(true)
      }),
    )
  })
})
