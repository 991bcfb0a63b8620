import { expect, test } from 'vitest'
import { sourcesByName, variableOrigins } from '../../../../renderer/features/again/variable-origins.ts'

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
