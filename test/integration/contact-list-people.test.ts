import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { NewContact } from '../../shared/domain/contact-list.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'
import {
  bring,
  contact,
  database,
  expectSound,
  folder,
  open,
  phoneOf,
  rowsOf,
  time,
} from './contact-list-stage.ts'

describe('one person by hand', () => {
  const refused = (where: string) => expect.objectContaining({ code: 'bad-input', where })

  test('is added, changed and taken off; the entry keeps when it was added, and comes back whole', async () => {
    const { lists } = open()
    const { listId } = await bring(lists, { name: '会员' }, ['姓名', '店'], [contact(phoneOf(1), ['王芳'])])
    const write = (
      person: Partial<NewContact> & { readonly was?: string | null; readonly addedAt?: number },
    ) => lists.writePerson({ listId, was: null, phone: '', values: [], tags: [], ...person })
    const addedAt = time.nowMs
    time.nowMs += 1000
    expect(
      await write({ phone: '+86 138-0000-0002', values: ['李雷', '一店'], tags: ['新客', '熟客'] }),
    ).toEqual({
      phone: phoneOf(2),
    })
    expect(await write({ was: phoneOf(1), phone: phoneOf(3), values: ['王芳芳'] })).toEqual({
      phone: phoneOf(3),
    })
    await expect(write({ phone: phoneOf(2) })).rejects.toEqual(refused('double'))
    await expect(write({ was: phoneOf(3), phone: phoneOf(2) })).rejects.toEqual(refused('double'))
    await expect(write({ phone: '0571-88888888' })).rejects.toEqual(refused('phone'))
    await expect(write({ was: phoneOf(9), phone: phoneOf(9) })).rejects.toMatchObject({ code: 'not-found' })
    const before = await rowsOf(lists, listId)
    expect(before).toEqual([
      {
        phone: phoneOf(2),
        values: ['李雷', '一店'],
        tags: ['新客', '熟客'].sort(),
        addedAt: time.nowMs,
        optedOut: false,
      },
      { phone: phoneOf(3), values: ['王芳芳', ''], tags: [], addedAt, optedOut: false },
    ])
    const gone = await lists.removePerson(listId, phoneOf(3))
    expect((await expectSound(lists, listId)).rows).toHaveLength(1)
    await write(gone)
    expect(await rowsOf(lists, listId)).toEqual(before)
    await expectSound(lists, listId)
  })
})

describe('a person who asked to be forgotten', () => {
  const secret = '13987654321'
  const forgotten = { campaigns: 0, works: 0, unfinished: 0, rewritten: true }

  test('is in no list any more, and the others are as they were', async () => {
    const { lists, optOuts } = open()
    const others = [
      contact(phoneOf(1), ['别人', '1']),
      contact(`${secret.slice(0, 10)}2`, ['邻居', '2'], ['熟客']),
    ]
    const one = await bring(
      lists,
      { name: '一' },
      ['姓名', '金额'],
      [...others, contact(secret, ['王芳', '1'])],
    )
    const two = await bring(lists, { name: '二' }, ['姓名'], [contact(secret, ['王芳芳'], ['熟客'])])
    expect(await lists.person(secret)).toEqual({
      phone: secret,
      lists: [
        { listId: one.listId, name: '一', values: ['王芳', '1'], tags: [] },
        { listId: two.listId, name: '二', values: ['王芳芳'], tags: ['熟客'] },
      ],
      optedOut: false,
      campaigns: 0,
      unfinished: 0,
      works: 0,
    })
    const before = (await rowsOf(lists, one.listId)).filter(({ phone }) => phone !== secret)
    time.nowMs += 1000
    expect(await lists.forgetPerson('139 8765 4321', null)).toEqual({
      ...forgotten,
      lists: 2,
      optedOut: false,
    })
    expect((await lists.person(secret)).lists).toEqual([])
    expect((await expectSound(lists, one.listId)).rows).toEqual(before)
    expect((await expectSound(lists, two.listId)).rows).toEqual([])
    expect(optOuts.count()).toBe(0)
  })

  test('is not in the free space of the file either', async () => {
    const { lists } = open()
    const random = createSeededRandom(7)
    const people = Array.from(
      { length: 6000 },
      () => `139${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
    )
    const secrets = people.slice(0, 6)
    // Taken in piece by piece and changed again and again, so that pages are split and rows rewritten and moved.
    let target: { listId: number } | { name: string } = { name: '一' }
    for (let round = 1; round <= 4; round++) {
      const some = people.filter(phone => round === 4 || random() < 0.5 || phone === secrets[0])
      const rows = some.map(phone => contact(phone, [`名${phone}`, 'x'.repeat(random() * 50 * round)]))
      const { listId } = await bring(lists, target, ['姓名', '备注'], rows)
      await lists.setTags({ listId, of: { phones: some.slice(0, 900) }, add: [`第${round}次`], remove: [] })
      target = { listId }
    }
    const files = () =>
      Buffer.concat(['', '-wal'].map(end => readFileSync(join(folder, `zhanggui.db${end}`))))
    const onDisk = (bytes: Buffer) => secrets.filter(phone => bytes.includes(phone))
    expect(onDisk(files())).toEqual(secrets)
    for (const phone of secrets) await lists.forgetPerson(phone, null)
    expect(onDisk(files())).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('is put on the opt-out list if asked, and is never taken off it', async () => {
    const { lists, optOuts } = open()
    await bring(lists, { name: '一' }, [], [contact(secret)])
    expect(await lists.forgetPerson(secret, { reason: '来电' })).toEqual({
      ...forgotten,
      lists: 1,
      optedOut: true,
    })
    expect(await lists.forgetPerson(secret, null)).toEqual({ ...forgotten, lists: 0, optedOut: true })
    expect((await optOuts.page({ search: '', offset: 0, limit: 10 })).rows).toEqual([
      { phone: secret, addedAt: time.nowMs, reason: '来电', source: 'forgotten' },
    ])
  })

  test('does not come back by a merge that was under way', async () => {
    const { lists } = open()
    const mergeId = await lists.beginMerge({ target: { name: '一' }, columns: [] })
    await lists.addContacts(mergeId, [contact(secret), contact(phoneOf(1))])
    await lists.forgetPerson(secret, null)
    expect(await lists.finishMerge(mergeId)).toMatchObject({ added: 1 })
  })
})
