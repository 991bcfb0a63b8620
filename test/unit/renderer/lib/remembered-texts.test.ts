import { beforeAll, describe, expect, test } from 'vitest'
import { i18n, startI18n } from '../../../../renderer/lib/i18n.ts'

beforeAll(() => startI18n('zh-CN'))

describe('texts that are remembered', () => {
  test('are those of the language and the namespace that were asked for, however often', () => {
    for (let time = 0; time < 2; time++)
      for (const language of ['zh-CN', 'en'] as const)
        for (const namespace of ['report', 'history'] as const)
          expect(i18n.getFixedT(language, namespace)('title')).toBe(
            i18n.getResource(language, namespace, 'title'),
          )
  })

  test('say another namespace’s words under its name', () => {
    const t = i18n.getFixedT('en', ['report', 'common'])
    expect(t('common:close')).toBe(i18n.getResource('en', 'common', 'close'))
    expect(t('title')).toBe(i18n.getResource('en', 'report', 'title'))
  })

  test('have today’s numbers in them', () => {
    const t = i18n.getFixedT('en', 'common')
    expect([t('people', { n: '1' }), t('people', { n: '2' }), t('people', { n: '1' })]).toEqual([
      '1 person',
      '2 people',
      '1 person',
    ])
  })

  test('are asked of one function as long as the language stays, so that nothing is drawn again for it', () => {
    expect(i18n.getFixedT('en', 'report')).toBe(i18n.getFixedT('en', 'report'))
    expect(i18n.getFixedT('en', 'report')).not.toBe(i18n.getFixedT('zh-CN', 'report'))
  })
})
