import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLongScroll } from '../../../../renderer/features/import/long-scroll.ts'

const view = 300
const million = 33_000_000

test('a short list is scrolled as it is', () => {
  const scroll = createLongScroll(1000)
  expect(scroll.height).toBe(1000)
  for (const at of [10, 500, 700, 0]) {
    expect(scroll.moved(at, view)).toBe(at)
    expect(scroll).toMatchObject({ top: at, shift: 0 })
  }
})

test('the bar reaches both ends of a long list, and its middle is the middle', () => {
  const scroll = createLongScroll(million)
  expect(scroll.height).toBeLessThan(5_000_000)
  scroll.moved(scroll.height - view, view)
  expect(scroll.top).toBe(million - view)
  scroll.moved((scroll.height - view) / 2, view)
  expect(scroll.top).toBe((million - view) / 2)
  scroll.moved(0, view)
  expect(scroll.top).toBe(0)
})

test('whatever was done before, small steps move the list by just as much and arrive at its ends', () => {
  const scroll = createLongScroll(million)
  const start = fc.integer({ min: 0, max: scroll.height - view })
  const step = fc.integer({ min: -view, max: view })
  fc.assert(
    fc.property(start, fc.array(step, { maxLength: 50 }), (at, steps) => {
      let place = scroll.moved(scroll.height - view, view)
      place = scroll.moved(at, view)
      for (const by of steps) {
        const before = scroll.top
        const wanted = Math.min(scroll.height - view, Math.max(0, place + by))
        const went = wanted - place
        place = scroll.moved(wanted, view)
        expect(scroll.top).toBe(Math.min(million - view, Math.max(0, before + went)))
        // Room in the element for as long as there is room in the list.
        if (scroll.top > 0) expect(place).toBeGreaterThan(0)
        if (scroll.top < million - view) expect(place).toBeLessThan(scroll.height - view)
        // A row in view lies inside the element.
        expect(scroll.top - scroll.shift).toBe(place)
      }
    }),
  )
})

test('wheeling across the border of a zone goes on without a leap', () => {
  const scroll = createLongScroll(million)
  let place = scroll.moved(1_000_050, view)
  for (let top = scroll.top; top > 999_000; ) {
    place = scroll.moved(place - 100, view)
    expect(scroll.top).toBe(top - 100)
    top = scroll.top
  }
  expect(place).toBe(scroll.top)
})

test('a place that is gone to is where the view stands, and scrolling goes on from there', () => {
  const scroll = createLongScroll(million)
  for (const position of [0, 500, 1_500_000, 16_000_000, million - view]) {
    const place = scroll.reach(position, view)
    expect(scroll.top).toBe(position)
    expect(scroll.top - scroll.shift).toBe(place)
    // The element tells that it stands there now.
    expect(scroll.moved(place, view)).toBe(place)
    expect(Math.abs(scroll.top - position)).toBeLessThanOrEqual(1)
  }
})
