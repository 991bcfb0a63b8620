import { expect, test } from 'vitest'
import {
  type Asked,
  firstPage,
  type Places,
  placesOf,
  type Turn,
  turned,
} from '../../../../renderer/lib/page-places.ts'
import type { Page } from '../../../../shared/domain/page.ts'

/** A table of so many rows, asked page by page as the owner turns; `least`: it does not know how many it has. */
function reader(size: number, least: number | null = null, limit = 5) {
  const pageOf = ({ at }: Asked): Page<number> => {
    const offset =
      at === 'first'
        ? 0
        : at === 'last'
          ? Math.max(0, size - limit)
          : 'after' in at
            ? Number(at.after) + 1
            : Math.max(0, Number(at.before) - limit)
    const end = typeof at === 'object' && 'before' in at ? Number(at.before) : Math.min(size, offset + limit)
    return {
      rows: Array.from({ length: end - offset }, (_, index) => offset + index + 1),
      total: least ?? size,
      totalIsLeast: least !== null,
      previous: offset > 0 ? `${offset}` : null,
      next: end < size ? `${end - 1}` : null,
    }
  }
  let asked = firstPage
  return {
    turn(to: Turn): Places {
      asked = turned(to, pageOf(asked), asked) ?? asked
      return placesOf(pageOf(asked), asked)
    },
    places: (): Places => placesOf(pageOf(asked), asked),
  }
}

test('places are counted forwards and backwards', () => {
  const table = reader(12)
  expect(table.places()).toEqual({ from: 1, to: 5 })
  expect(table.turn('next')).toEqual({ from: 6, to: 10 })
  expect(table.turn('next')).toEqual({ from: 11, to: 12 })
  expect(table.turn('next')).toEqual({ from: 11, to: 12 })
  expect(table.turn('previous')).toEqual({ from: 6, to: 10 })
  expect(table.turn('first')).toEqual({ from: 1, to: 5 })
  expect(table.turn('previous')).toEqual({ from: 1, to: 5 })
})

test('from the last page backwards, where the first page is what is left', () => {
  const table = reader(12)
  expect(table.turn('last')).toEqual({ from: 8, to: 12 })
  expect(table.turn('previous')).toEqual({ from: 3, to: 7 })
  expect(table.turn('previous')).toEqual({ from: 1, to: 2 })
  expect(table.turn('next')).toEqual({ from: 3, to: 7 })
})

test('where nobody counted, the end has no places until the beginning is reached again', () => {
  const table = reader(12, 10)
  expect(table.turn('next')).toEqual({ from: 6, to: 10 })
  expect(table.turn('last')).toBeNull()
  expect(table.turn('previous')).toBeNull()
  expect(table.turn('previous')).toEqual({ from: 1, to: 2 })
})

test('an empty table has no places and nowhere to turn to', () => {
  const nothing: Page<number> = { rows: [], total: 0, totalIsLeast: false, previous: null, next: null }
  expect(placesOf(nothing, firstPage)).toBeNull()
  for (const turn of ['first', 'previous', 'next', 'last'] as const)
    expect(turned(turn, nothing, firstPage)).toBeNull()
})
