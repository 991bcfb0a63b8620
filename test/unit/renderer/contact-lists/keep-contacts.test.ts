import { expect, test } from 'vitest'
import {
  keepContacts,
  keptColumns,
  listNameOf,
} from '../../../../renderer/features/contact-lists/keep-contacts.ts'
import type { UsableContacts } from '../../../../renderer/features/import/usable-contacts.ts'
import type { InputOf } from '../../../../shared/ipc/contract.ts'

const columnsOf = (...names: readonly string[]) => names.map((name, index) => ({ index, name }))

const contactsOf = (names: readonly string[], rows: readonly (readonly string[])[]): UsableContacts => ({
  fileName: '老客户.xlsx',
  isSample: false,
  columns: columnsOf(...names),
  phoneColumn: 0,
  origin: () => null,
  nameColumn: null,
  counts: {
    rows: rows.length,
    usable: rows.length,
    duplicate: 0,
    bad: 0,
    empty: 0,
    optedOut: 0,
    leftOut: 0,
    leftOutBy: {},
  },
  count: async () => rows.length,
  flaws: async () => [],
  kinds: async () => [],
  measure: () => Promise.reject(new Error('nobody sends here')),
  messages: () => Promise.reject(new Error('nobody sends here')),
  rows: async () => ({ total: 0, rows: [] }),
  page: async (offset, limit) =>
    rows
      .slice(offset, offset + limit)
      .map((values, place) => ({ row: offset + place + 2, phone: values[0] ?? '', values })),
})

const bridgeThat = (fails: boolean) => {
  const begun: InputOf<'contactLists.beginMerge'>[] = []
  const batches: InputOf<'contactLists.addContacts'>['contacts'][] = []
  const abandoned: number[] = []
  return {
    begun,
    batches,
    abandoned,
    beginMerge: async (input: InputOf<'contactLists.beginMerge'>) => {
      begun.push(input)
      return { ok: true, value: { mergeId: 7 } } as const
    },
    addContacts: async ({ contacts }: InputOf<'contactLists.addContacts'>) => {
      batches.push(contacts)
      return { ok: true, value: { contacts: contacts.length } } as const
    },
    finishMerge: async () =>
      fails
        ? ({ ok: false, error: { code: 'internal' } } as const)
        : ({ ok: true, value: { listId: 1, added: 1, updated: 0, unchanged: 0 } } as const),
    abandonMerge: async ({ mergeId }: { readonly mergeId: number }) => {
      abandoned.push(mergeId)
      return { ok: true, value: undefined } as const
    },
  }
}

test('the phone and the tags are no columns of a contact list', () => {
  expect(keptColumns({ columns: columnsOf('手机号', '姓名', '标签'), phoneColumn: 0 })).toEqual({
    columns: [{ index: 1, name: '姓名' }],
    tagColumn: 2,
  })
  expect(keptColumns({ columns: columnsOf('标签'), phoneColumn: 0 })).toEqual({ columns: [], tagColumn: -1 })
})

test('what our own export adds at its end is left out, and a column of that name elsewhere is kept', () => {
  const own = keptColumns({ columns: columnsOf('手机号码', '姓名', '标签', '加入时间'), phoneColumn: 0 })
  expect(own.columns.map(({ name }) => name)).toEqual(['姓名'])
  const other = keptColumns({ columns: columnsOf('手机号码', '标签', '姓名', '加入时间'), phoneColumn: 0 })
  expect(other.columns.map(({ name }) => name)).toEqual(['姓名', '加入时间'])
})

test('people go over in batches, with their values and both kinds of tags', async () => {
  const rows = Array.from({ length: 5001 }, (_, place) => [`1390000${place}`, '王芳', '熟客、新客'])
  const bridge = bridgeThat(false)
  const done: number[] = []
  await keepContacts(
    bridge,
    contactsOf(['手机', '姓名', '标签'], rows),
    { name: '老客户' },
    ['会员', '熟客'],
    count => done.push(count),
  )
  expect(bridge.begun).toEqual([{ target: { name: '老客户' }, columns: ['姓名'] }])
  expect(bridge.batches.map(batch => batch.length)).toEqual([5000, 1])
  expect(bridge.batches[1]).toEqual([
    { phone: '13900005000', values: ['王芳'], tags: ['会员', '熟客', '新客'] },
  ])
  expect(done).toEqual([5000, 5001])
  expect(bridge.abandoned).toEqual([])
})

test('an import that fails is abandoned', async () => {
  const bridge = bridgeThat(true)
  await expect(
    keepContacts(bridge, contactsOf(['手机'], [['13900000001']]), { listId: 3 }, [], () => undefined),
  ).rejects.toThrow('internal')
  expect(bridge.abandoned).toEqual([7])
})

test('a list is offered the name of its file', () => {
  expect(listNameOf('老客户.2026.xlsx')).toBe('老客户.2026')
  expect(listNameOf('名单')).toBe('名单')
})
