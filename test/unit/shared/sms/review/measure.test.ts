import { expect, test } from 'vitest'
import { ruleIds } from '../../../../../shared/sms/review/rules.ts'
import { measureReview } from '../../../../fakes/review-texts.ts'

const measure = measureReview()

test('nineteen of twenty broken rules are found, each by its own finding', () => {
  expect(measure.recall, measure.missed.join('\n')).toBeGreaterThanOrEqual(0.95)
})

test('of texts that break no rule at most one of twenty is warned of', () => {
  expect(measure.falseAlarms, measure.false.join('\n')).toBeLessThanOrEqual(0.05)
})

test('small findings that nobody expects are rare', () => {
  expect(measure.unexpectedSmall, measure.false.join('\n')).toBeLessThanOrEqual(0.15)
})

test('of every rule with several texts at least half are found', () => {
  const weak = [...measure.byRule].filter(([, { broken, found }]) => broken > 1 && found / broken < 0.5)
  expect(weak).toEqual([])
})

test('the texts name rules that exist', () => {
  expect([...measure.byRule.keys()].filter(rule => !ruleIds.some(id => id === rule))).toEqual([])
})
