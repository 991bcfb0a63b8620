import { expect, test } from 'vitest'
import {
  choicesOf,
  sourcesByName,
  variableOrigins,
} from '../../../../renderer/features/again/variable-origins.ts'
import { emptyContent } from '../../../../renderer/features/compose/content.ts'
import { flawKey } from '../../../../renderer/lib/filling.ts'
import { contactSourceSchema } from '../../../../shared/domain/campaign.ts'

const columns = [
  { index: 0, name: '手机' },
  { index: 2, name: '客户' },
  { index: 5, name: '备注' },
]

test('what a variable came from is found again by name in a list of another order', () => {
  const origins = variableOrigins(
    new Map([
      ['姓名', { kind: 'column', index: 2 }],
      ['日期', { kind: 'fixed', text: '周六' }],
      ['折扣', { kind: 'none' }],
      ['__proto__', { kind: 'column', index: 5 }],
    ]),
    columns,
    emptyContent,
  )
  const other = [
    { index: 0, name: '备注' },
    { index: 1, name: '客户' },
  ]
  expect([...sourcesByName(origins, other)]).toEqual([
    ['姓名', { kind: 'column', index: 1 }],
    ['日期', { kind: 'fixed', text: '周六' }],
    ['__proto__', { kind: 'column', index: 0 }],
  ])
})

test.each([
  ['no column has the name', []],
  [
    'two columns have it',
    [
      { index: 1, name: '客户' },
      { index: 2, name: '客户' },
    ],
  ],
])('where %s, the owner chooses', (_, others) => {
  expect(sourcesByName([{ variable: '姓名', column: '客户' }], others)).toEqual(new Map())
})

test('what was decided about blank and doubtful values and how they are written goes with the variable', () => {
  const decided = {
    policies: new Map([['姓名', { kind: 'replace', text: '贵宾' } as const]]),
    flawPolicies: new Map([
      [flawKey('姓名', 'no-value'), { kind: 'leave-out' } as const],
      [flawKey('姓名', 'no-value', '无'), { kind: 'keep' } as const],
      [flawKey('__proto__', 'unreadable'), { kind: 'keep' } as const],
    ]),
    forms: new Map([['__proto__', { write: { kind: 'date', form: 'month-day' }, most: 6 } as const]]),
  }
  const origins = variableOrigins(
    new Map([
      ['姓名', { kind: 'column', index: 2 }],
      ['__proto__', { kind: 'column', index: 5 }],
    ]),
    columns,
    decided,
  )
  const { variables } = contactSourceSchema.parse({
    fileName: '会员.csv',
    rows: 1,
    usable: 1,
    duplicate: 0,
    bad: 0,
    empty: 0,
    leftOut: 0,
    variables: JSON.parse(JSON.stringify(origins)),
  })
  expect(choicesOf(variables ?? [])).toEqual(decided)
})
