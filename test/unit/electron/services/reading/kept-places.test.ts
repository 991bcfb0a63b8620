import { expect, test } from 'vitest'
import { pageOfPlaces } from '../../../../../electron/services/reading/kept-places.ts'

const places = Array.from({ length: 25 }, (_, place) => place)
/** Place 7 is gone since. */
const rowAt = (place: number): readonly number[] => (place === 7 ? [] : [place])

test('pages are slices of the places, and their keys lead on and back', () => {
  const first = pageOfPlaces(places, { at: 'first', limit: 10 }, rowAt)
  expect(first).toEqual({
    rows: [0, 1, 2, 3, 4, 5, 6, 8, 9],
    total: 25,
    previous: null,
    next: '10',
  })
  const second = pageOfPlaces(places, { at: { after: '10' }, limit: 10 }, rowAt)
  expect([second.rows.at(0), second.rows.at(-1), second.previous, second.next]).toEqual([10, 19, '10', '20'])
  expect(pageOfPlaces(places, { at: { before: '10' }, limit: 10 }, rowAt)).toEqual(first)
  expect(pageOfPlaces(places, { at: 'last', limit: 10 }, rowAt).rows).toEqual(places.slice(15))
  expect(pageOfPlaces(places, { at: { after: '99' }, limit: 10 }, rowAt).rows).toEqual([])
})

test.each(['x', '', '-1', '1.5', 'NaN', '9'.repeat(20)])('%j is no key', key => {
  const refused = expect.objectContaining({ code: 'bad-input' })
  expect(() => pageOfPlaces(places, { at: { after: key }, limit: 10 }, rowAt)).toThrow(refused)
  expect(() => pageOfPlaces(places, { at: { before: key }, limit: 10 }, rowAt)).toThrow(refused)
})
