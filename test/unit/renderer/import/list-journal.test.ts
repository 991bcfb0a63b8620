import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJoinQuestion } from '../../../../renderer/workers/import/import-client.ts'
import type { JournaledClient } from '../../../../renderer/workers/import/list-journal.ts'
import { listStepSchema } from '../../../../shared/import/list-steps.ts'
import { importInProcess } from './sample-files.ts'

const list = () => importInProcess()

const csv = `姓名,手机号,电话2\n${Array.from({ length: 12 }, (_, at) => `顾客${at},138${10_000_000 + at},139${10_000_000 + at}`).join('\n')}\n坏的,138,\n`
const file = (name = 'a.csv', text = csv): File => new File([text], name)

/** All that an owner sees of a list. */
const seen = async (client: JournaledClient) => {
  const { rows, total } = await client.page({}, 0, 1000)
  return { rows, total, usable: await client.usablePage(0, 1000), header: await client.exportHeader() }
}

/** The steps as they come back from the disk. */
const again = async (client: JournaledClient): Promise<JournaledClient> => {
  const origin = client.origin()
  if (origin === null) throw new Error('no list')
  const steps = origin.steps.map(step => listStepSchema.parse(JSON.parse(JSON.stringify(step))))
  const made = list()
  await made.replay({ files: origin.files, steps })
  return made
}

test('a list made anew from its files and steps is the list as it stood', async () => {
  const at = fc.nat({ max: 13 })
  const column = fc.nat({ max: 2 })
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('cell' as const),
      at,
      column,
      text: fc.constantFrom('', '王', '13900000000', '138'),
    }),
    fc.record({
      kind: fc.constant('replace' as const),
      column,
      find: fc.constantFrom('1', '顾客', '0'),
      text: fc.constantFrom('', '9'),
    }),
    fc.record({ kind: fc.constant('delete' as const), from: at, to: at }),
    fc.record({ kind: fc.constant('undo' as const) }),
    fc.record({ kind: fc.constant('redo' as const) }),
    fc.record({ kind: fc.constant('layout' as const), phone: fc.constantFrom(1, 2) }),
    fc.record({
      kind: fc.constant('choices' as const),
      keep: fc.constantFrom('first' as const, 'last' as const),
    }),
    fc.record({ kind: fc.constant('add' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async changes => {
      const client = list()
      let summary = await client.importFile(file())
      for (const one of changes) {
        switch (one.kind) {
          case 'cell':
            summary = (await client.setCell(one.at, one.column, one.text).catch(() => ({ summary }))).summary
            break
          case 'replace':
            summary = (await client.replaceAll(one.column, one.find, one.text)).summary
            break
          case 'delete':
            summary = (
              await client
                .deleteRows({}, Math.min(one.from, one.to), Math.max(one.from, one.to))
                .catch(() => ({ summary }))
            ).summary
            break
          case 'undo':
            summary = await client.undo()
            break
          case 'redo':
            summary = await client.redo()
            break
          case 'layout':
            summary = await client.setLayout({ headerRow: summary.headerRow, phoneColumns: [one.phone] })
            break
          case 'choices':
            summary = await client.setChoices({ ...summary.choices, keep: one.keep })
            break
          case 'add': {
            const answer = await client.addFile(file('b.csv', csv.replaceAll('138', '137')), '来源')
            summary = isJoinQuestion(answer) ? await client.join(true, '来源') : answer
          }
        }
      }
      expect(await seen(await again(client))).toEqual(await seen(client))
    }),
    { numRuns: 60 },
  )
})

test('what failed is no step, and another reading begins anew', async () => {
  const client = list()
  expect(client.origin()).toBeNull()
  await client.importText('粘贴', '张三 13800138000\n李四 13900139000')
  await client.setCell(0, 0, '王五')
  await expect(client.importFile(new File(['{"a":1}'], 'a.json'))).rejects.toThrow()
  expect(client.origin()?.steps.map(({ type }) => type)).toEqual(['read', 'setCell'])
  expect(await seen(await again(client))).toEqual(await seen(client))
  const kept = client.origin()
  expect((await again(client)).origin()?.files[0]).toBe(kept?.files[0])
  await client.reread({ delimiter: 'comma' })
  expect(client.origin()?.steps.map(({ type }) => type)).toEqual(['read', 'rereadText'])
})
