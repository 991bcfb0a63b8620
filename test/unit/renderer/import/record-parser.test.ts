import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createRecordParser,
  quotedShape,
  type RecordBatch,
  readRecords,
} from '../../../../renderer/workers/import/record-parser.ts'
import { createTextFeed, innerBreak } from '../../../../renderer/workers/import/text-feed.ts'

/** Reads a text that arrives in the given pieces. */
function read(pieces: readonly string[], width = 3, delimiter = ',') {
  const batches: RecordBatch[] = []
  const shape = { ...quotedShape(pieces.join(''), delimiter), width }
  const parser = createRecordParser({ delimiter }, shape, batch => batches.push(batch))
  for (const piece of pieces) parser.push(piece)
  parser.end()
  return {
    records: batches.flatMap(batch => batch.records),
    batches,
    strayQuotes: parser.strayQuotes,
    strayCount: parser.strayCount,
  }
}

const everyCut = (text: string): string[][] =>
  Array.from({ length: text.length + 1 }, (_, cut) => [text.slice(0, cut), text.slice(cut)])

describe('records', () => {
  test.each<[string, string, string[][]]>([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no last line end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['empty lines count', 'a\n\nb\n\n', [['a'], [''], ['b'], ['']]],
    [
      'quoted',
      '"a,1","b""c"\n"d\ne",f\n',
      [
        ['a,1', 'b"c'],
        ['d\ne', 'f'],
      ],
    ],
    [
      'quoted last line without end',
      'a,b\n"c","d"',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a quote inside a cell is a character', 'a"b,c\n', [['a"b', 'c']]],
    ['="…" stays', '="138",b\n', [['="138"', 'b']]],
    ['uneven', 'a\nb,c,d,e\n', [['a'], ['b', 'c', 'd', 'e']]],
    [
      'a header called __proto__',
      '__proto__,a,a\n1,2,3\n',
      [
        ['__proto__', 'a', 'a'],
        ['1', '2', '3'],
      ],
    ],
    ['nothing', '', []],
  ])('%s, however it is cut', (_, text, records) => {
    for (const pieces of everyCut(text)) expect(read(pieces).records).toEqual(records)
  })
})

describe('a quote that is never closed', () => {
  const line = (i: number): string => `1380013${1000 + i},王芳,${i}\n`
  test('costs its line and not the rest of the file', () => {
    const text = `${line(0)}13900139000,"李强,5\n${Array.from({ length: 50 }, (_, i) => line(i)).join('')}`
    for (const cut of [0, 5, 25, 30, 100, text.length - 1]) {
      const { records, strayQuotes } = read([text.slice(0, cut), text.slice(cut)])
      expect(records).toHaveLength(52)
      expect(records[1]).toEqual(['13900139000', '"李强', '5'])
      expect(strayQuotes).toEqual([2])
    }
  })

  test('does not swallow records up to the next quoted cell', () => {
    const { records, strayQuotes } = read([
      `13900139000,"李强,5\n${line(1)}${line(2)}18412340036,"Müller, Anna",36\n${line(3)}`,
    ])
    expect(records.map(cells => cells[0])).toEqual([
      '13900139000',
      '13800131001',
      '13800131002',
      '18412340036',
      '13800131003',
    ])
    expect(records[3]).toEqual(['18412340036', 'Müller, Anna', '36'])
    expect(strayQuotes).toEqual([1])
  })

  test('nor up to a quote at the end of a later line', () => {
    const { records } = read([`13900139000,"李强,5\n${line(1)}18412340036,二号,5"\n${line(3)}`])
    expect(records).toHaveLength(4)
  })

  test('on the last line', () => {
    expect(read(['a,b,c\nd,"e,f']).records).toEqual([
      ['a', 'b', 'c'],
      ['d', '"e', 'f'],
    ])
  })

  test('nor where lines end in CRLF here and in LF there', () => {
    const { records } = read([
      `13800138001,王芳,1${innerBreak}13900139000,"李强,5""${innerBreak}${line(1)}18412340036,二号,5"\n`,
    ])
    expect(records.map(cells => cells.length)).toEqual([3, 3, 3, 3])
  })

  test('a line break that is told from the ends of lines makes no record of what stands behind it', () => {
    const remark = `老客${innerBreak}13900139000,李强,5`
    const text = `${line(1)}13900139001,"他说""好""${innerBreak}${line(2).trim()}",5\n13900139002,张三,"${remark}"\n`
    for (const pieces of everyCut(text).slice(line(1).length)) {
      const { records, strayCount } = read(pieces)
      expect(records.slice(1)).toEqual([
        ['13900139001', '他说"好"\n13800131002,王芳,2', '5'],
        ['13900139002', '张三', '老客\n13900139000,李强,5'],
      ])
      expect(strayCount).toBe(0)
    }
  })

  test('a cell that rightly spans lines is left alone', () => {
    const text = '18712340037,"换\n行",37\n18712340038,"一,二\n三",38\n'
    const { records, strayQuotes } = read([text])
    expect(records).toEqual([
      ['18712340037', '换\n行', '37'],
      ['18712340038', '一,二\n三', '38'],
    ])
    expect(strayQuotes).toEqual([])
  })

  test('a file full of them is read line by line, in good time', () => {
    const text = '13800138000,"王芳,5\n'.repeat(20_000)
    const begun = performance.now()
    const { records, strayQuotes, strayCount } = read([text])
    expect(records).toHaveLength(20_000)
    expect(strayQuotes).toHaveLength(100)
    expect(strayCount).toBe(20_000)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })

  test('a huge file with one at its start is read in good time', () => {
    const text = `x,"y,z\n${'a,b,c\n'.repeat(300_000)}`
    const pieces = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, i) =>
      text.slice(i * 65_536, (i + 1) * 65_536),
    )
    const begun = performance.now()
    expect(read(pieces).records).toHaveLength(300_001)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})

const cell = fc.string({ unit: fc.constantFrom('a', '张', '"', ',', '\n', ' ', '0'), maxLength: 6 })
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`

test('what was written with quotes comes back cell by cell, however it is cut', () => {
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }))
  fc.assert(
    fc.property(table, fc.array(fc.nat(60), { maxLength: 5 }), (rows, cuts) => {
      const text = rows.map(row => `${row.map(quote).join(',')}\n`).join('')
      const at = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, i) => text.slice(at[i], end))
      expect(read(pieces, rows[0]?.length ?? 1).records).toEqual(rows)
    }),
  )
})

const signs = (text: string): string => text.replace(/["\n,]/g, '')

test('any text is cut into records that hold all of it, and a batch reads again as it was read', () => {
  const text = fc.string({
    unit: fc.constantFrom('1', '"', ',', '\n', '=', '\t', '王', '"\n', '",', '13800138000'),
    maxLength: 60,
  })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), pieces => {
      const { batches } = read(pieces, 2)
      expect(signs(batches.map(batch => batch.text).join(''))).toBe(signs(pieces.join('')))
      for (const batch of batches)
        expect(readRecords(batch.text, { delimiter: ',' }, batch.quoted)).toEqual(batch.records)
    }),
    { numRuns: 2000 },
  )
})

describe('quotes inside cells that are not doubled', () => {
  const written = (rows: readonly (readonly string[])[]): string =>
    rows.map(row => `${row.map(text => `"${text}"`).join(',')}\n`).join('')

  test.each<[string, string[][]]>([
    [
      'at the end of the last column',
      [
        ['张三', '13800138001', '老客"'],
        ['李四', '13800138002', '新客"'],
      ],
    ],
    [
      'at the end of the first',
      [
        ['5"', '13800138001', '老客'],
        ['', '13800138002', ''],
      ],
    ],
    [
      'around a whole cell',
      [
        ['"老客"', '13800138001', '"'],
        ['李四', '13800138002', '"x"'],
      ],
    ],
    [
      'around a separator',
      [
        ['他说"好,再来"', '13800138001', 'a",b'],
        ['李四', '13800138002', ''],
      ],
    ],
    [
      'beside a line break',
      [
        ['张三', '13800138001', '他说"好\n再来"'],
        ['李四', '13800138002', '好"好\n好'],
      ],
    ],
    [
      'in cells of so many lines that few lines begin a record',
      [
        ['张三', '13800138001', '好'],
        ['老客\n说"好"', '13800138002', '一\n二\n三\n四'],
      ],
    ],
  ])('%s cost no row and move no cell', (_, rows) => {
    const table = [['姓名', '手机号', '备注'], ...rows, ['王芳', '13800138003', '老客']]
    for (const pieces of everyCut(written(table))) expect(read(pieces).records).toEqual(table)
  })

  /** What the writing leaves no doubt about: no end of a cell stands inside it as it would at its end. */
  const remark = fc
    .array(fc.constantFrom('老客', '"', ',', '\n', '5', '说"好"', '""', ' '), { maxLength: 6 })
    .map(parts => parts.join(''))
    .filter(text => !/^[\s,]|[\s,]$|\n"/.test(text))
    .filter(text => !/"[ ]*[,\n]/.test(`${text}x`) && !/\n[^\n]*,[^\n]*,/.test(text))
    // A pair of quotes in a cell reads as one, unless something else tells that the file doubles none.
    .filter(text => !text.includes('""') || text.replaceAll('""', '').includes('"'))
  const people = fc.array(fc.tuple(remark, remark, remark), { minLength: 1, maxLength: 12 })

  test('in every column, with separators, line breaks and quotes beside them', () => {
    fc.assert(
      fc.property(people, fc.nat(2), fc.nat(400), (remarks, phoneAt, cut) => {
        const rows = remarks.map((cells, row) => {
          const texts = [...cells] as string[]
          texts[phoneAt] = `138001380${10 + row}`
          return texts
        })
        // Most rows of a file are as they must be; they tell what a record looks like.
        const plain = (row: number): string[] =>
          ['老客', '一号店', '好'].map((text, at) => (at === phoneAt ? String(13_900_139_000 + row) : text))
        const table = [
          ['甲', '乙', '丙'].map((name, at) => (at === phoneAt ? '手机号' : name)),
          ...rows.flatMap((row, at) => [plain(at), row]),
          plain(100),
        ]
        const text = written(table)
        const { records } = read([text.slice(0, cut), text.slice(cut)])
        expect(records).toEqual(table)
      }),
      { numRuns: 2000 },
    )
  })

  test('a file of nothing else is read in good time', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => ['张"三', String(13_800_000_000 + i), '老客"'])
    const text = written(rows)
    const pieces = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, i) =>
      text.slice(i * 65_536, (i + 1) * 65_536),
    )
    // Read again from each of its records it would take longer than any test may.
    expect(read(pieces).records).toEqual(rows)
  })
})

describe('text feed', () => {
  const decode = (pieces: readonly Uint8Array[], encoding: 'utf-8' | 'gb18030' | 'utf-16le' = 'utf-8') => {
    let text = ''
    const feed = createTextFeed(encoding, piece => {
      text += piece
    })
    for (const piece of pieces) feed.push(piece)
    feed.end()
    return { text, unreadable: feed.unreadable }
  }
  const bytes = new TextEncoder().encode('\ufeff手机,姓名\r\n138,𠮷\r139,王\n\r\n')

  test('a character or a CRLF on a border stays whole, every line end becomes one, a bare LF is told', () => {
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(decode([bytes.subarray(0, cut), bytes.subarray(cut)]).text).toBe(
        `手机,姓名\n138,𠮷\n139,王${innerBreak}\n`,
      )
  })

  test('a carriage return at the very end is a line end', () => {
    expect(decode([new TextEncoder().encode('a\r')]).text).toBe('a\n')
  })

  test('a filler within a line end makes no second one', () => {
    expect(decode([new TextEncoder().encode('a\r\0\nb\0\r\n')]).text).toBe('a\nb\n')
    expect(
      decode([
        new TextEncoder().encode('a\r'),
        new TextEncoder().encode('\0'),
        new TextEncoder().encode('\nb'),
      ]).text,
    ).toBe('a\nb')
  })

  test('the mark of GB18030 goes too', () => {
    expect(decode([new Uint8Array([0x84, 0x31, 0x95, 0x33, 0xcd, 0xf5])], 'gb18030').text).toBe('王')
  })

  test('what cannot be read is counted', () => {
    expect(decode([new Uint8Array([0x61, 0xff, 0x62, 0xff])]).unreadable).toBe(2)
    expect(decode([new Uint8Array([0x61, 0xe7])]).unreadable).toBe(1)
  })
})
