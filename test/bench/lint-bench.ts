import { reviewMessage } from '../../shared/sms/review/review.ts'
import { measureReview } from '../fakes/review-texts.ts'
import { type Figure, median } from './figures.ts'

/** How well and how fast the review of messages finds what reviewers refuse. */

const messages = 100_000
const rounds = 5
const valueLength = 40
/** Messages a second, one thread. */
const aim = 100_000

const characters = Array.from('羊毛大衣真丝围巾茶杯到店取货周六上午新款外套帽子手套童装秋冬系列蓝白格')

/** All distinct: the place in the list stands at the end. */
const distinctValue = (index: number): string => {
  let text = ''
  for (let seed = index + 1; text.length < valueLength - 6; seed = (seed * 75 + 74) % 65_537)
    text += characters[seed % characters.length]
  return text + String(100_000 + index)
}

export function lintFigures(wanted: (name: string) => boolean, print: (figure: Figure) => void): void {
  const measure = wanted('lint/recall') || wanted('lint/false-alarm') ? measureReview() : null
  const plain = { ratio: null, against: '', n: 1 }
  if (measure !== null && wanted('lint/recall'))
    print({ name: 'lint/recall', value: measure.recall, unit: 'found of broken', ...plain })
  if (measure !== null && wanted('lint/false-alarm'))
    print({ name: 'lint/false-alarm', value: measure.falseAlarms, unit: 'of fine texts', ...plain })
  if (!wanted('lint/speed')) return
  const { valueFindings } = reviewMessage({
    signatureName: '小美服饰',
    templateText: '会员您好，您预留的${商品}已到店，取货减5元，拒收请回复R',
    optOutWording: '',
    warnWords: [],
    rulesOff: [],
  })
  const values = Array.from({ length: messages }, (_, index) => [distinctValue(index)])
  const perSecond: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const startedMs = performance.now()
    for (const value of values) valueFindings(value)
    // The first one warms up.
    if (round > 0) perSecond.push((messages / (performance.now() - startedMs)) * 1000)
  }
  const value = median(perSecond)
  print({
    name: 'lint/speed',
    value,
    unit: 'messages/s',
    ratio: value / aim,
    against: 'the aim of 100,000 a second (aim ≥ 1)',
    n: rounds,
  })
}
