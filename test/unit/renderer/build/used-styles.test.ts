import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { usedStyles } from '../../../../renderer/build/used-styles.ts'

describe('usedStyles', () => {
  test.each([
    ['a used component', '.ant-btn{a:b}', '.ant-btn{a:b}'],
    ['its parts', '.ant-btn-lg .ant-btn-icon{a:b}', '.ant-btn-lg .ant-btn-icon{a:b}'],
    ['another one', '.ant-menu{a:b}', ''],
    ['one whose name begins alike', '.ant-btngroup{a:b}', ''],
    ['a used one inside another', '.ant-menu .ant-btn{a:b}', ''],
    ['a list of both', '.ant-btn,.ant-menu,.ant-btn-lg{a:b}', '.ant-btn,.ant-btn-lg{a:b}'],
    ['another one that must not be there', '.ant-btn:not(.ant-menu){a:b}', '.ant-btn:not(.ant-menu){a:b}'],
    ['a list in parentheses', '.ant-btn:where(.x,.y){a:b}', '.ant-btn:where(.x,.y){a:b}'],
    ['nothing of antd', 'html{a:b}', 'html{a:b}'],
    ['a media query', '@media (x){.ant-btn{a:b}.ant-menu{a:b}}', '@media (x){.ant-btn{a:b}}'],
    ['a media query with nothing left', '@media (x){.ant-menu{a:b}}', ''],
    ['braces in a text', '.ant-btn{content:"}"}.ant-menu{a:b}', '.ant-btn{content:"}"}'],
    ['a statement', '@charset "utf-8";.ant-btn{a:b}', '@charset "utf-8";.ant-btn{a:b}'],
    [
      'animations',
      '@keyframes one{to{a:b}}@keyframes two{to{a:b}}.ant-btn{animation:one 1s}.ant-menu{animation:two 1s}',
      '@keyframes one{to{a:b}}.ant-btn{animation:one 1s}',
    ],
  ])('%s', (_, css, expected) => {
    expect(usedStyles(css, ['btn'])).toBe(expected)
  })

  test('of antd’s own sheet, every rule of a used component is there as it was', () => {
    const sheet = readFileSync(
      new URL('../../../../node_modules/antd/dist/antd.css', import.meta.url),
      'utf8',
    )
    const used = usedStyles(sheet, ['btn'])
    expect(used.length).toBeLessThan(sheet.length / 5)
    // Those without a comma or a parenthesis are easily found by other means.
    const plain = sheet.match(/(?<=})\.ant-btn[\w-]*\{[^{}]*\}/g) ?? []
    expect(plain.length).toBeGreaterThan(5)
    for (const rule of plain) expect(used).toContain(rule)
  })
})
