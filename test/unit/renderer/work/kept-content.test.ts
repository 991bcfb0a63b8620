import { expect, test } from 'vitest'
import type { Content } from '../../../../renderer/features/compose/content.ts'
import { contentOf, keptContent } from '../../../../renderer/features/work/kept-content.ts'
import { flawKey } from '../../../../renderer/lib/filling.ts'
import { keptContentSchema } from '../../../../shared/domain/work.ts'

const content: Content = {
  signature: { name: '王记', code: 'S' },
  template: { code: 'T', text: '${__proto__}您好，${日期}' },
  chosen: new Map([['日期', { kind: 'column', index: 3 }]]),
  policies: new Map([['__proto__', { kind: 'replace', text: '贵宾' }]]),
  flawPolicies: new Map([[flawKey('__proto__', 'no-value'), { kind: 'keep' }]]),
  forms: new Map([
    ['__proto__', { most: 3 }],
    ['日期', { write: { kind: 'date', form: 'month-day' } }],
  ]),
}

const onDisk = (): unknown => JSON.parse(JSON.stringify(keptContent(content)))

test('all that was written and chosen comes back from the disk', () => {
  expect(contentOf(keptContentSchema.parse(onDisk()))).toEqual(content)
})

test('a work that was kept before values had forms comes back with none', () => {
  const { forms: _, ...older } = keptContent(content)
  expect(contentOf(keptContentSchema.parse(older))).toEqual({ ...content, forms: new Map() })
})
