import { expect, test } from 'vitest'
import { recipientViewer } from '../../../../../electron/services/campaigns/messages.ts'
import {
  readRecipient,
  recipientColumns,
  recipientRow,
} from '../../../../../electron/services/campaigns/recipient-reader.ts'

const names = recipientColumns.split(', ')
const sound = [
  3,
  4,
  '13800138000',
  '["王芳","12.50"]',
  1,
  'unknown',
  30011,
  'crash',
  2,
  'treat-as-sent',
  1,
  1,
  17e11,
]
const asRecord = (row: readonly unknown[]) =>
  Object.fromEntries(names.map((name, index) => [name, row[index]]))
const changed = (name: string, value: unknown) => sound.with(names.indexOf(name), value as string)

test.each<[string, readonly unknown[]]>([
  ['as it stands', sound],
  ['somebody who was forgotten', changed('phone', null)],
  ['without values', changed('values_json', '[]')],
  [
    'one that nothing happened to',
    [1, 2, '13800138000', '[]', 1, 'pending', null, null, 0, null, null, null, null],
  ],
])('a row is read as its schema reads it: %s', (_, row) => {
  expect(readRecipient(row)).toEqual(recipientRow.parse(asRecord(row)))
})

test.each<[string, unknown]>([
  ...names.map((name): [string, unknown] => [name, undefined]),
  ...names.map((name): [string, unknown] => [name, { of: 'another kind' }]),
  ['seq', '3'],
  ['parts', 1.5],
  ['values_json', '{"姓名":"王芳"}'],
  ['values_json', '[1]'],
  ['values_json', '["王芳"'],
  ['state', 'delivered'],
  ['resolution', 'toString'],
  ['updated_at', '2026-11-27'],
])('a row whose %s is %j is refused, as by its schema', (name, value) => {
  const row = changed(name, value)
  expect(() => recipientRow.parse(asRecord(row))).toThrow()
  expect(() => readRecipient(row)).toThrow()
})

test.each([[null], [{}], [[]], [asRecord(sound)]])('%j is no row', found => {
  expect(() => readRecipient(found)).toThrow("can't be read")
})

test('a message has every value in its place, and nothing where one is missing', () => {
  const view = recipientViewer(
    {
      signature: { name: '小店', code: 'S1' },
      template: { code: 'T1', text: '${姓名}您好，余额$<金额>元，${姓名}再见' },
      valueNames: ['姓名', '金额'],
      source: { fileName: '', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
    },
    [],
  )
  const messageOf = (values: string) => view(readRecipient(changed('values_json', values))).message
  expect(view(readRecipient(changed('values_json', '["王芳","30"]'))).name).toBe('王芳')
  expect(messageOf('["王芳","${姓名}"]')).toBe('【小店】王芳您好，余额${姓名}元，王芳再见')
  expect(messageOf('["王芳"]')).toBe('【小店】王芳您好，余额元，王芳再见')
})
