import { expect, test } from 'vitest'
import { personOf } from '../../../../shared/import/header-person.ts'
import { headerText } from '../../../../shared/import/header-words.ts'
import { readNamePhone } from '../../../../shared/import/name-phone.ts'
import { checkPhone } from '../../../../shared/sms/phone.ts'
import { cleanValue } from '../../../../shared/text/clean-text.ts'

/** What a reader may look for at the end of a run, or in repetition. */
const parts = [
  ...' \u3000\t\n-—.()（）10x*●…·#转、,，/|张a"=[]<>;；:：_&!',
  ...['1 ', '1-', '1.', '员师', 'aA', '\u200b', '\u2028', '\ufdfa', '👨\u200d', '\ud800', 'E', '1E', '+86'],
  ...['13800138000', '13800138000 ', '电话', '电话:', '姓名:', '①', '(5)', 'No.', 'ext.1'],
]
const frames = [
  ['', ''],
  ['a', 'b'],
  ['1', '1'],
  ['13800138000', 'x'],
  ['\u200b', 'z'],
  ['张三', '13800138000'],
] as const
const length = 20_000

/** A reader that looks again from every place of a run takes hours for these, not seconds. */
test.each<readonly [string, (cell: string) => unknown]>([
  ['cleanValue', cleanValue],
  ['readNamePhone', readNamePhone],
  ['checkPhone', cell => checkPhone(cell, false)],
  ['personOf', (cell: string) => personOf(headerText(cell))],
])('%s: a cell of one sign twenty thousand times is read in one go', (_, read) => {
  for (const part of parts)
    for (const [before, after] of frames)
      expect(() => read(before + part.repeat(length / part.length) + after)).not.toThrow()
})
