import { expect, test } from 'vitest'
import {
  filledWith,
  foundEntries,
  isOverwritten,
  type Message,
} from '../../../../renderer/features/library/used-content.ts'
import type { LibraryEntry } from '../../../../shared/domain/library.ts'

const figures = { note: '', lastUsedAt: null, refused: 0 }
const signature: LibraryEntry = {
  kind: 'signature',
  name: '好邻居',
  code: 'S-1',
  registration: 'unknown',
  ...figures,
}
const template: LibraryEntry = {
  kind: 'template',
  name: '周末',
  code: 'T-1',
  text: '周末到店有礼',
  signatureCode: 'S-1',
  ...figures,
  note: '八月通过',
}
const empty: Message = { signature: { name: '', code: '' }, template: { code: '', text: '' } }
const written: Message = {
  signature: { name: '新店', code: 'S-9' },
  template: { code: 'T-9', text: '别的文字' },
}

test('a template fills in the signature that it was sent with', () => {
  expect(filledWith(empty, template, [template, signature])).toEqual({
    signature: { name: '好邻居', code: 'S-1' },
    template: { code: 'T-1', text: '周末到店有礼' },
  })
})

test('a template whose signature is not kept leaves the one that was written', () => {
  expect(filledWith(written, template, [template]).signature).toEqual(written.signature)
})

test('a signature leaves the template alone', () => {
  expect(filledWith(written, signature, [template, signature])).toEqual({
    signature: { name: '好邻居', code: 'S-1' },
    template: written.template,
  })
})

test('only what was written and is gone was overwritten', () => {
  const filled = filledWith(empty, template, [template, signature])
  expect(isOverwritten(empty, filled)).toBe(false)
  expect(isOverwritten(written, filled)).toBe(true)
  expect(isOverwritten(filled, filled)).toBe(false)
})

test.each([
  ['', ['T-1', 'S-1']],
  ['到店', ['T-1']],
  ['八月', ['T-1']],
  ['s-1', ['S-1']],
  ['周末 有礼', ['T-1']],
  ['周末 邻居', []],
])('a search for “%s” looks at name, CODE, text and note', (query, codes) => {
  expect(foundEntries([template, signature], query).map(({ code }) => code)).toEqual(codes)
})
