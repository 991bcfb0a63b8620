import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Content, sourcesOf, valuesFor } from '../../../../renderer/features/compose/content.ts'
import { messagePlan } from '../../../../renderer/features/compose/message-plan.ts'
import { usableContacts } from '../../../../renderer/features/import/imported-contacts.ts'
import { recipientsOf } from '../../../../renderer/features/preflight/build-campaign.ts'
import { flawKey } from '../../../../renderer/lib/filling.ts'
import { newRecipientSchema } from '../../../../shared/domain/campaign.ts'
import { dateForms, type FlawPolicy, numberForms, type ValueForm } from '../../../../shared/domain/filling.ts'
import type { MessageView } from '../../../../shared/domain/message-view.ts'
import { csvLine } from '../../../../shared/export/csv-line.ts'
import { messageMeasure } from '../../../../shared/sms/measure.ts'
import { fillTemplate, messageOf, parseTemplate } from '../../../../shared/sms/template.ts'
import { valueFlaws } from '../../../../shared/text/value-flaws.ts'
import { importInProcess } from './sample-files.ts'

const phoneOf = (place: number): string => String(13_800_138_000 + place)
const header = ['手机', '姓名', '金额', '日期']

/** People with these cells, as the wizard holds them. */
const listOf = async (rows: readonly (readonly string[])[]) => {
  const client = importInProcess()
  const lines = [header, ...rows.map((cells, place) => [phoneOf(place), ...cells])]
  const summary = await client.importText('会员.csv', lines.map(cells => csvLine(cells)).join(''))
  await client.setLayout({ headerRow: 0, phoneColumns: [0] })
  const kept = await client.setChoices({ ...summary.choices, leftOut: [] })
  return usableContacts(
    client,
    kept,
    header.map((name, index) => ({ index, name })),
  )
}

const contentOf = (text: string, given: Partial<Content> = {}): Content => ({
  signature: { name: '王记', code: 'S' },
  template: { code: 'T', text },
  chosen: new Map(),
  policies: new Map(),
  flawPolicies: new Map(),
  forms: new Map(),
  ...given,
})

const all: MessageView = { group: 'all', order: 'list', query: '' }
type People = Awaited<ReturnType<typeof listOf>>
const planOf = (people: People, content: Content) =>
  messagePlan(
    content,
    sourcesOf(
      parseTemplate(content.template.text).variables,
      content.chosen,
      people.columns,
      people.phoneColumn,
    ),
    '拒收请回复R',
  )
const rowsIn = async (people: People, view: Partial<MessageView>) => {
  const { rows, total } = await people.messages({ ...all, ...view }, 0, 5000)
  expect(rows).toHaveLength(total)
  return rows.map(({ row }) => row)
}

describe('what was measured of all messages', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '王芳',
      'NULL',
      '无',
      '锟斤拷',
      '1,288.5',
      '0',
      '2026-11-26',
      '20261126',
      '待定',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.integer({ min: 1, max: 320 }).map(length => '长'.repeat(length)),
  )
  const policy: fc.Arbitrary<FlawPolicy> = fc.oneof(
    fc.constant({ kind: 'leave-out' } as const),
    fc.constant({ kind: 'keep' } as const),
    fc.record({ kind: fc.constant('replace' as const), text: fc.constantFrom('贵宾', ' ', '0') }),
  )
  const blank = policy.filter(one => one.kind !== 'keep')
  const form: fc.Arbitrary<ValueForm> = fc.record(
    {
      write: fc.oneof(
        fc.record({ kind: fc.constant('number' as const), form: fc.constantFrom(...numberForms) }),
        fc.record({ kind: fc.constant('date' as const), form: fc.constantFrom(...dateForms) }),
      ),
      most: fc.integer({ min: 1, max: 30 }),
    },
    { requiredKeys: [] },
  )
  const names = header.slice(1)
  const some = <T>(value: fc.Arbitrary<T>, keys: readonly string[]) =>
    fc
      .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 4 })
      .map(entries => new Map<string, T>(entries))
  const contents = fc
    .record({
      text: fc.constantFrom(
        '${姓名}您好，余${金额}元，${日期}前有效',
        '${姓名}${姓名}',
        '只有文字',
        '$<金额>，满'.repeat(30),
      ),
      policies: some(blank as fc.Arbitrary<Exclude<FlawPolicy, { kind: 'keep' }>>, names),
      flawPolicies: some(
        policy,
        names.flatMap(name => valueFlaws.map(flaw => flawKey(name, flaw))),
      ),
      forms: some(form, names),
      isFixed: fc.boolean(),
    })
    .map(({ text, isFixed, ...choices }) =>
      contentOf(text, {
        ...choices,
        ...(isFixed ? { chosen: new Map([['日期', { kind: 'fixed', text: ' 周六 ' } as const]]) } : {}),
      }),
    )

  test('is what the preview shows, what is handed over, and what the sender makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        contents,
        async (rows, content) => {
          const people = await listOf(rows)
          const parsed = parseTemplate(content.template.text)
          const sources = sourcesOf(parsed.variables, content.chosen, people.columns, people.phoneColumn)
          const tally = await people.measure(planOf(people, content))
          const contacts = await people.page(0, 100)

          const previews = contacts.map(contact => {
            const values = valuesFor(sources, content, contact)
            return fillTemplate(parsed, name => values.get(name)).text
          })
          const plan = {
            name: '会员',
            mode: 'practice' as const,
            contacts: people,
            content,
            review: { warnWords: [], rulesOff: [], optOutWording: '' },
          }
          const received = recipientsOf(plan)(contacts).map(one => newRecipientSchema.parse(one))
          const measure = messageMeasure({
            signatureName: content.signature.name,
            templateText: content.template.text,
            valueNames: parsed.variables,
            optOutWording: '拒收请回复R',
          })
          const sent = received.map(({ values }) => measure(values))
          expect(sent.map(({ text }) => text)).toEqual(previews)

          const going = sent.filter(({ skip }) => skip === null)
          expect(tally.leftOut).toBe(sent.length - going.length)
          for (const [place, count] of tally.byParts.entries())
            expect(count).toBe(going.filter(({ parts }) => parts === place + 1).length)
          expect(tally.byParts.reduce((sum, count) => sum + count, 0)).toBe(going.length)
          const lengthOf = (text: string) =>
            messageOf(content.signature.name, text).length + '拒收请回复R'.length
          expect(tally.longest).toBe(Math.max(0, ...going.map(({ text }) => lengthOf(text))))

          const rowAt = (keep: (place: number) => boolean) =>
            contacts.filter((_, place) => keep(place)).map(({ row }) => row)
          expect(await rowsIn(people, { group: 'left-out' })).toEqual(
            rowAt(place => sent[place]?.skip !== null),
          )
          expect(await rowsIn(people, { group: 1 })).toEqual(
            rowAt(place => sent[place]?.skip === null && sent[place]?.parts === 1),
          )
          const byLength = contacts
            .map(({ row }, place) => ({ row, length: lengthOf(previews[place] ?? '') }))
            .toSorted((a, b) => b.length - a.length)
          expect(await rowsIn(people, { order: 'longest' })).toEqual(byLength.map(({ row }) => row))
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('who has a gap is found whether it is replaced or not, and who is cut or of another form is counted', async () => {
  const people = await listOf([
    ['王芳', '88', '2026-11-26'],
    ['', '66.5', '待定'],
    ['欧阳修先生', '', '2026-12-01'],
  ])
  const content = contentOf('${姓名}余${金额}，${日期}', {
    policies: new Map([['姓名', { kind: 'replace', text: '很长的替代文字' }]]),
    forms: new Map<string, ValueForm>([
      ['姓名', { most: 3 }],
      ['日期', { write: { kind: 'date', form: 'month-day' } }],
    ]),
  })
  expect(await people.measure(planOf(people, content))).toEqual({
    byParts: [2],
    leftOut: 1,
    gaps: 2,
    longest: messageOf('王记', '很长的替代文字余66.5，待定拒收请回复R').length,
    cut: [['姓名', 1]],
    other: [['日期', 1]],
  })
  expect(await rowsIn(people, { group: 'gaps' })).toEqual([3, 4])
  expect(await people.kinds([1, 2, 3])).toEqual([{ column: 2, kind: 'number' }])
})

test('people are found by the first or last digits of the phone, else by any value', async () => {
  const people = await listOf([
    ['王芳', '1380', 'VIP'],
    ['李王强', '0', 'x8001'],
    ['张三', '0', 'vip 2'],
  ])
  expect(await rowsIn(people, { query: '8001' })).toEqual([3])
  expect(await rowsIn(people, { query: '1380 0138' })).toEqual([2, 3, 4])
  expect(await rowsIn(people, { query: '王' })).toEqual([2, 3])
  expect(await rowsIn(people, { query: ' Vip' })).toEqual([2, 4])
  expect(await rowsIn(people, { query: '9999' })).toEqual([])
  await people.measure(planOf(people, contentOf('${姓名}您好')))
  expect(await rowsIn(people, { query: '王', order: 'longest' })).toEqual([3, 2])
})

describe('in a long list', () => {
  const rows = Array.from({ length: 30_000 }, (_, place) => [`顾客${place}`, String(place), '2026-11-26'])

  test('a newer text stops the measure before it, and pages come meanwhile', async () => {
    const people = await listOf(rows)
    const before = people.measure(planOf(people, contentOf('${姓名}您好')))
    const page = people.page(29_999, 1)
    const after = people.measure(planOf(people, contentOf('${姓名}您好呀')))
    const order: string[] = []
    await Promise.all([
      before.catch(error => order.push(`before: ${error.failure}`)),
      page.then(() => order.push('page')),
      after.then(({ byParts }) => order.push(`after: ${byParts}`)),
    ])
    expect(order.toSorted()).toEqual(['after: 30000', 'before: cancelled', 'page'])
    expect(order.at(-1)).toBe('after: 30000')
  })

  test('a newer search stops the one before it; a view waits for the measure', async () => {
    const people = await listOf(rows)
    const measured = people.measure(planOf(people, contentOf('${姓名}您好')))
    const longest = people.messages({ ...all, order: 'longest' }, 0, 1)
    const stopped = people.messages({ ...all, query: '顾客' }, 0, 1)
    const found = people.messages({ ...all, query: '顾客29999' }, 0, 1)
    await expect(stopped).rejects.toMatchObject({ failure: 'cancelled' })
    expect((await longest).rows[0]?.values[1]).toBe('顾客10000')
    expect((await found).total).toBe(1)
    expect((await measured).byParts).toEqual([30_000])
  })

  test('what was found of a list falls with a change of it', async () => {
    const client = importInProcess()
    const summary = await client.importText('表', `手机,姓名\n${phoneOf(1)},\n${phoneOf(2)},王芳`)
    const columns = [
      { index: 0, name: '手机' },
      { index: 1, name: '姓名' },
    ]
    const people = usableContacts(client, summary, columns)
    const plan = planOf(people, contentOf('${姓名}您好'))
    expect((await people.measure(plan)).leftOut).toBe(1)
    await client.setCell(1, 1, '李强')
    expect((await people.measure(plan)).leftOut).toBe(0)
    expect(await rowsIn(people, { group: 'left-out' })).toEqual([])
  })
})
