import { describe, expect, test } from 'vitest'
import { sampleRecords } from '../../../../renderer/workers/import/record-parser.ts'
import { type Delimiter, guessDelimiter, readSeparatorLine } from '../../../../shared/import/delimiter.ts'

test('lines above the table do not hide its delimiter; a list of bare phones stays one', () => {
  const preamble = Array.from({ length: 30 }, (_, n) => `第 ${n + 1} 条说明`).join('\n')
  const table = '甲,乙,丙\n王芳,13800138001,常来\n李强,13800138002,新客\n'
  expect(guessDelimiter(`${preamble}\n${table}`, sampleRecords).delimiter).toBe('comma')
  const phones = Array.from({ length: 9 }, (_, n) => `1380013800${n}`).join('\n')
  expect(guessDelimiter(`${phones}\n王芳,13800138000\n`, sampleRecords).delimiter).toBe('none')
})

describe('the delimiter is found', () => {
  test.each<[string, Delimiter, number]>([
    ['手机,姓名\n13800138000,王芳\n13900139000,李强\n', 'comma', 2],
    ['手机;姓名\n13800138000;王芳\n', 'semicolon', 2],
    ['手机\t姓名\n13800138000\t王芳\n', 'tab', 2],
    ['手机|姓名\n13800138000|王芳\n', 'bar', 2],
    ['手机，姓名\n13800138000，王芳\n', 'wide-comma', 2],
    // Short files and amounts with a comma in them are where papaparse's own guess goes wrong.
    ['13800138000;1,200\n13900139000;3,500\n', 'semicolon', 2],
    ['13800138000\t1,200\n13900139000\t3,500\n', 'tab', 2],
    ['13800138000,熟客;新客\n13900139000,熟客;老客\n', 'comma', 2],
    ['13800138000,王芳\n', 'comma', 2],
    // A blank between a name and a phone cuts no table.
    ['门店,客户\n一号店,王芳 13800138000\n二号店,李强 13900139000\n', 'comma', 2],
    ['1,200 王芳 13800138000\n3,500 李强 13900139000\n', 'blanks', 3],
    ['1、王芳，电话：13800138000\n2、李强，电话：13900139000\n', 'name-phone', 2],
    // A roll call, with what people write behind their number.
    ['1. 王芳 13800138000 2份\n2. 李强13900139000\n', 'name-phone', 3],
    // A bill that names the shop's own account above its table.
    ['账单\n账号：13700137000\n编号,对方\n1,王芳\n2,李强\n---\n共2笔\n完\n', 'comma', 2],
    ['手机,姓名\n13800138000,"Müller; Anna"\n', 'comma', 2],
    // A tab keeps Excel from rounding a phone; inside quotes it cuts nothing.
    ['手机,姓名\n"13800138000\t",\n"13900139000\t",\n13700137000," "\n', 'comma', 2],
    ['手机,姓名\n"13800138000\t",\n"13900139000\t",\n无,\n,""""\n无,\n无,\n', 'comma', 2],
    ['"13800138000\t"\n"13900139000\t"\n', 'none', 1],
    ['手机,备注\n13800138000,"他说"好""\n13900139000,"要"大"的"\n', 'comma', 2],
    ['13800138000\n13900139000\n', 'none', 1],
    ['手机号\n13800138000、13900139000\n13700137000\n', 'none', 1],
    // A sign that leaves the header no part of the table.
    ['手机,姓名\n,\n手机：13800138000,王芳;\n', 'comma', 2],
    // Two phones in every cell, and another sign as often as the comma.
    ['手机,姓名\n13800138000/13912345678,王芳|\n', 'comma', 2],
    ['手机，姓名\n13800138000、13912345678，王芳;\n13700137000、13912345679，李强;\n', 'wide-comma', 2],
    ['13800138000\n', 'none', 1],
    ['', 'none', 1],
    ['会员名单\n\n手机,姓名,门店\n13800138000,王芳,一号店\n13900139000,李强,一号店\n', 'comma', 3],
  ])('%j', (text, delimiter, width) => {
    expect(guessDelimiter(text, sampleRecords)).toEqual({ delimiter, width })
  })
})

test('the line sep=; is read and is no row', () => {
  expect(readSeparatorLine('sep=;\n手机;姓名\n')).toEqual({ length: 6, delimiter: 'semicolon' })
  expect(readSeparatorLine('"sep=,"\n手机,姓名\n')).toEqual({ length: 8, delimiter: 'comma' })
  expect(readSeparatorLine('手机;姓名\n')).toEqual({ length: 0, delimiter: null })
  expect(readSeparatorLine('sep=x\n')).toEqual({ length: 0, delimiter: null })
})
