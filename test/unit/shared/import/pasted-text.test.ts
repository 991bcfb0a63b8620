import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesOfPaste } from '../../../../shared/import/pasted-text.ts'

describe('lines of a pasted list', () => {
  test.each([
    ['13800138000，13900139000、13700137000', '13800138000\n13900139000\n13700137000'],
    ['13800138000 13900139000;13700137000', '13800138000\n13900139000\n13700137000'],
    ['13800138000', '13800138000'],
    // One phone written with spaces, a name beside a phone, a table: as they stand.
    ['138 0013 8000', '138 0013 8000'],
    ['王芳 13800138000', '王芳 13800138000'],
    ['王芳,13800138000,13900139000', '王芳,13800138000,13900139000'],
    ['13800138000\t13900139000', '13800138000\t13900139000'],
    ['王芳 13800138000\r\n13900139000 13700137000\r', '王芳 13800138000\n13900139000\n13700137000\n'],
  ])('%j', (text, lines) => {
    expect(linesOfPaste(text)).toBe(lines)
  })

  test('no sign that says something is lost, and doing it again changes nothing', () => {
    const parts = fc.constantFrom('13800138000', '13900139000', '王芳', ' ', '，', '\n', '\t', '、', '138')
    fc.assert(
      fc.property(fc.array(parts), pieces => {
        const text = pieces.join('')
        const lines = linesOfPaste(text)
        expect(lines.replace(/[，、\s]/g, '')).toBe(text.replace(/[，、\s]/g, ''))
        expect(linesOfPaste(lines)).toBe(lines)
      }),
    )
  })
})
