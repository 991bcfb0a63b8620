import { expect, test } from 'vitest'
import { createCardReader } from '../../../../renderer/workers/import/vcard.ts'

function read(text: string): readonly (readonly string[])[] {
  const reader = createCardReader()
  // Cut anywhere.
  for (let at = 0; at < text.length; at += 7) reader.push(text.slice(at, at + 7))
  return reader.end()
}
const card = (version: string, ...lines: readonly string[]): string =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\n')

test('2.1: quoted-printable in its charset, lines that go on, a photo that is left unread', () => {
  const text = card(
    '2.1',
    'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=E5=BC=A0=E4=B8=89;;;',
    'FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=',
    '=C8=FD',
    'TEL;HOME:0755-26001230',
    'TEL;CELL;PREF:138-0013-8001',
    'PHOTO;ENCODING=BASE64;JPEG:/9j/13800000000EAYABg',
    ' 13911112222aaaa',
    '',
  )
  expect(read(text)).toEqual([
    ['姓名', '手机号', '其他电话'],
    ['张三', '138-0013-8001', '0755-26001230'],
  ])
})

test('a name in one piece is in its right order; text in base64 and a mark between two books are read', () => {
  const text = [
    'BEGIN:VCARD\nVERSION:3.0\nN:芳;王;;;\nFN:王芳\nTEL:13800138000\nEND:VCARD\n',
    '\ufeffBEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=BASE64:5p2O5by6\n\nTEL;CELL:13900139000\nEND:VCARD\n',
  ].join('')
  expect(read(text)).toEqual([
    ['姓名', '手机号'],
    ['王芳', '13800138000'],
    ['李强', '13900139000'],
  ])
})

test('3.0 and 4.0: mobile numbers first, the preferred one before the others, each once', () => {
  const text =
    card(
      '3.0',
      'N:张;三;;;',
      'FN:张三',
      'TEL;type=WORK:010-60000000',
      'item1.TEL:13900139000',
      'item1.X-ABLabel:手机',
      'TEL;type=CELL;type=pref:+86 138 0013 8001',
      'TEL:13800138001',
      'ORG:好再来;前台',
      'BDAY:1604-05-01',
    ) + card('4.0', 'FN:李四', 'TEL;VALUE=uri;TYPE="cell,voice":tel:+86-13800138002', 'BDAY:19900101')
  expect(read(text)).toEqual([
    ['姓名', '手机号', '手机号2', '其他电话', '公司', '生日'],
    ['张三', '+86 138 0013 8001', '13900139000', '010-60000000', '好再来 前台', '05-01'],
    ['李四', '+86-13800138002', '', '', '', '1990-01-01'],
  ])
})
