import { expect, test } from 'vitest'
import { cutBy } from '../../../../renderer/app/cut-pastes.ts'

const field = (value: string, maxLength: number, from = value.length, to = from) => ({
  value,
  maxLength,
  selectionStart: from,
  selectionEnd: to,
})

test.each([
  [field('', 20), '13800138000', 0],
  [field('', 20), '王芳 13800138000，李强 13900139000', 9],
  [field('138', 11), '00138000', 0],
  [field('138', 11), '001380001', 1],
  // What is selected makes room.
  [field('13800138000', 11, 0, 11), '13900139000', 0],
  // A field without an end takes everything.
  [field('x', -1), 'y'.repeat(5000), 0],
])('of a pasted text is cut what the field has no room for: case %#', (into, pasted, cut) => {
  expect(cutBy(into, pasted)).toBe(cut)
})
