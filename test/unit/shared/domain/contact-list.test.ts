import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cellOfTags,
  contactQuerySchema,
  setTagsSchema,
  tagSchema,
  tagsOfCell,
} from '../../../../shared/domain/contact-list.ts'

describe('tags in a cell', () => {
  test.each([
    ['熟客、新客', ['熟客', '新客']],
    ['熟客, 新客；熟客|VIP', ['熟客', '新客', 'VIP']],
    ['', []],
    [' 、 ', []],
    [`熟客、${'长'.repeat(21)}`, ['熟客']],
  ])('%s', (cell, tags) => {
    expect(tagsOfCell(cell)).toEqual(tags)
  })

  test('come back as they were written', () => {
    const tag = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter(text => tagSchema.safeParse(text).data === text)
    fc.assert(
      fc.property(fc.uniqueArray(tag), tags => {
        expect(tagsOfCell(cellOfTags(tags))).toEqual(tags)
      }),
    )
  })
})

test('a query needs no more than the list and the page', () => {
  expect(contactQuerySchema.parse({ listId: 1, offset: 0, limit: 50 })).toEqual({
    listId: 1,
    filter: { search: '', tag: null },
    sort: { by: 'phone', descending: false },
    offset: 0,
    limit: 50,
  })
})

test('too many phones are refused, and never taken for a filter that finds everybody', () => {
  const phones = Array.from({ length: 5001 }, () => '13800138000')
  expect(setTagsSchema.safeParse({ listId: 1, of: { phones }, add: ['熟客'] }).success).toBe(false)
  expect(setTagsSchema.safeParse({ listId: 1, of: {}, add: ['熟客'] }).success).toBe(false)
  expect(setTagsSchema.safeParse({ listId: 1, of: { filter: {} }, add: ['熟客'] }).success).toBe(true)
})
