import { describe, expect, test } from 'vitest'
import type { Content } from '../../shared/domain/campaign.ts'
import { noCounts } from '../../shared/domain/states.ts'
import { acceptedCode } from '../../shared/provider/codes.ts'
import type { SendRequest } from '../../shared/provider/request.ts'
import { expectTrueTallies } from '../fakes/desk.ts'
import { isWrong, mended, phoneOf, stage, wrong } from './content-change-stage.ts'

/** Another signature or template for a paused campaign: the real service, its threads, SQLite and a server. */

test('a mistyped template CODE is mended where it was refused, and everybody is sent to once', async () => {
  const owner = await stage(request => (isWrong(request) ? 30006 : acceptedCode))
  const campaignId = owner.draft()
  const paused = await owner.start(campaignId)
  expect(paused).toMatchObject({ status: 'paused', pause: { reason: 'campaign-code', code: 30006 } })
  const refused = paused.counts.rejected
  expect(refused).toBeGreaterThan(0)

  expect(await owner.service.tryContent(campaignId, mended)).toMatchObject({
    toSend: 30,
    dueAgain: refused,
    skipped: [],
    parts: 30,
    byParts: [{ parts: 1, count: 30 }],
    samples: [
      { seq: 1, phone: phoneOf(0), values: ['顾客0', '0'] },
      { seq: 11, values: ['顾客10', '10'] },
    ],
  })
  expect(await owner.service.changeContent(campaignId, mended)).toBe(refused)
  expect(owner.changed).toEqual([campaignId])
  expectTrueTallies(owner.database)
  expect(owner.campaigns.view(campaignId)).toMatchObject({
    status: 'paused',
    counts: { ...noCounts, pending: 30 },
    template: mended.template,
    valueNames: ['姓名', '金额'],
  })

  const done = await owner.resume(campaignId)
  expect(done).toMatchObject({ status: 'finished', counts: { ...noCounts, accepted: 30 } })
  const taken = owner.received().filter(request => !isWrong(request))
  expect(taken.map(({ phone }) => phone).toSorted()).toEqual(Array.from({ length: 30 }, (_, n) => phoneOf(n)))
  expect(taken.find(({ phone }) => phone === phoneOf(7))?.params).toEqual({ 姓名: '顾客7', 金额: '7' })
  expectTrueTallies(owner.database)

  const seen = await owner.recipients(campaignId)
  expect(seen[7]).toMatchObject({ message: '【测试店】减7元，顾客7请来', templateCode: 'RIGHT' })
  const first = await owner.reader.events(campaignId, 1)
  expect(first.map(({ state, cause, codes }) => [state, cause, codes?.template])).toEqual([
    ['rejected', null, 'WRONG'],
    ['pending', 'content-changed', 'WRONG'],
    ['accepted', null, 'RIGHT'],
  ])
  // Each attempt tells the text that it sent.
  expect(first.map(({ message }) => message)).toEqual([
    '【测试店】顾客0您好，到店减0元',
    null,
    '【测试店】减0元，顾客0请来',
  ])
  const rows = await owner.report(campaignId)
  expect(rows).toHaveLength(30)
  expect(rows[7]).toMatchObject({ 短信内容: '【测试店】减7元，顾客7请来', 状态: '已提交' })
  expect(await owner.reader.earlierContents(campaignId)).toEqual([
    expect.objectContaining({ version: 1, ...wrong }),
  ])
})

test('of one recipient code the run that caused the pause is due again; who was refused before stays so', async () => {
  // The third alone is refused for its own value; from the sixth on the template is at fault.
  const numberOf = (request: SendRequest): number => Number(request.params?.['金额'])
  const owner = await stage(
    request =>
      isWrong(request) && (numberOf(request) === 2 || numberOf(request) >= 5) ? 30014 : acceptedCode,
    { settings: { concurrency: 1 } },
  )
  const campaignId = owner.draft()
  const paused = await owner.start(campaignId)
  expect(paused.pause).toMatchObject({ reason: 'campaign-code', code: 30014, run: [6, 7, 8, 9, 10] })
  expect(paused.counts).toEqual({ ...noCounts, accepted: 4, rejected: 6, pending: 20 })

  expect(await owner.service.tryContent(campaignId, mended)).toMatchObject({ toSend: 25, dueAgain: 5 })
  expect(await owner.service.changeContent(campaignId, mended)).toBe(5)
  const done = await owner.resume(campaignId)
  expect(done.counts).toEqual({ ...noCounts, accepted: 29, rejected: 1 })
  expect(done.partsByState).toEqual({ ...noCounts, accepted: 29, rejected: 1 })

  const seen = await owner.recipients(campaignId)
  expect(seen.filter(({ templateCode }) => templateCode === 'WRONG').map(({ seq }) => seq)).toEqual([
    1, 2, 3, 4, 5,
  ])
  expect(seen[2]).toMatchObject({ state: 'rejected', code: 30014, message: '【测试店】顾客2您好，到店减2元' })
  const rows = await owner.report(campaignId)
  expect(rows.map(row => row['短信内容'])).toEqual(seen.map(({ message }) => message))
  // What the server saw is what the report says.
  const last = new Map(owner.received().map(request => [request.phone, request.templateCode]))
  expect(seen.map(({ templateCode }) => templateCode)).toEqual(seen.map(({ phone }) => last.get(phone)))
  const accepted = new Map<string, number>()
  for (const request of owner.received()) {
    if (isWrong(request) && (numberOf(request) === 2 || numberOf(request) >= 5)) continue
    accepted.set(request.phone, (accepted.get(request.phone) ?? 0) + 1)
  }
  expect([...accepted.values()].every(times => times === 1)).toBe(true)
  expect(accepted.size).toBe(29)
})

test('never due again: 10001, 30009, codes that nobody knows, and final ones', async () => {
  const finals = [10001, 30009, 39999, 30011, 30018, 30028]
  const owner = await stage(
    request => {
      if (!isWrong(request)) return acceptedCode
      return finals[Number(request.params?.['金额'])] ?? 30008
    },
    { settings: { concurrency: 1 } },
  )
  const campaignId = owner.draft()
  const paused = await owner.start(campaignId)
  expect(paused.counts).toMatchObject({ rejected: 7, pending: 23 })
  expect(await owner.service.changeContent(campaignId, mended)).toBe(1)
  const done = await owner.resume(campaignId)
  expect(done.counts).toEqual({ ...noCounts, accepted: 24, rejected: 6 })
  const rejected = (await owner.recipients(campaignId)).filter(({ state }) => state === 'rejected')
  expect(rejected.map(({ code }) => code)).toEqual(finals)
})

describe('what is refused', () => {
  const wrongState = expect.objectContaining({ code: 'wrong-state' })

  test('a variable that the list has not, and a text that can’t be read', async () => {
    const owner = await stage(() => 30006)
    const campaignId = owner.draft()
    await owner.start(campaignId)
    const withText = (text: string): Content => ({ ...mended, template: { code: 'X', text } })
    const noSuch = withText('${姓名}，${门店}开张')
    for (const ask of [owner.service.tryContent, owner.service.changeContent]) {
      await expect(ask(campaignId, noSuch)).rejects.toMatchObject({ code: 'variable-unknown', where: '门店' })
      await expect(ask(campaignId, withText('${姓名'))).rejects.toMatchObject({ code: 'bad-input' })
    }
    expect(owner.campaigns.get(campaignId).template).toEqual(wrong.template)
  })

  test('a change of a campaign that is not paused, and a resume while it is being changed', async () => {
    const owner = await stage(() => 30006)
    const campaignId = owner.draft()
    await expect(owner.service.changeContent(campaignId, mended)).rejects.toEqual(wrongState)
    await owner.start(campaignId)
    const changing = owner.service.changeContent(campaignId, mended)
    await expect(owner.service.resume(campaignId)).rejects.toEqual(wrongState)
    await expect(owner.service.changeContent(campaignId, mended)).rejects.toEqual(wrongState)
    await changing
    expect(owner.campaigns.get(campaignId).template).toEqual(mended.template)
  })

  test('whoever would get a text that is too long or blank is left out, and the others go on', async () => {
    const owner = await stage(request => (isWrong(request) ? 30006 : acceptedCode), { count: 12 })
    const campaignId = owner.draft()
    await owner.start(campaignId)
    const long: Content = {
      ...mended,
      template: { code: 'RIGHT', text: `${'好'.repeat(297)}$\{姓名}` },
    }
    // 顾客10 and 顾客11 have one character more.
    const trial = await owner.service.tryContent(campaignId, long)
    expect(trial).toMatchObject({ toSend: 10, skipped: [{ reason: 'too-long', count: 2 }], maybeTooLong: 10 })
    await owner.service.changeContent(campaignId, long)
    expectTrueTallies(owner.database)
    const done = await owner.resume(campaignId)
    expect(done.counts).toEqual({ ...noCounts, accepted: 10, skipped: 2 })
    expect(done.partsByState.accepted).toBe(50)
    const skipped = (await owner.recipients(campaignId)).filter(({ state }) => state === 'skipped')
    expect(skipped.map(({ cause }) => cause)).toEqual(['too-long', 'too-long'])
  })
})

test('beside another campaign that is being sent, neither disturbs the other', async () => {
  const owner = await stage(request => (isWrong(request) ? 30006 : acceptedCode), { count: 400 })
  const campaignId = owner.draft()
  await owner.start(campaignId)
  const other = owner.draft(10_000, 600, mended)
  const sent = owner.start(other)
  const trial = await owner.service.tryContent(campaignId, mended)
  expect(trial?.toSend).toBe(400)
  await owner.service.changeContent(campaignId, mended)
  expect((await sent).counts).toEqual({ ...noCounts, accepted: 600 })
  expect(owner.campaigns.view(campaignId).counts).toEqual({ ...noCounts, pending: 400 })
  const done = await owner.resume(campaignId)
  expect(done.counts).toEqual({ ...noCounts, accepted: 400 })
  const taken = owner.received().filter(request => !isWrong(request))
  expect(new Set(taken.map(({ phone }) => phone)).size).toBe(taken.length)
  expect(taken).toHaveLength(1000)
  expectTrueTallies(owner.database)
})

test('mended twice: each attempt keeps its own content, and a resend has the last one', async () => {
  const half: Content = { ...mended, template: { code: 'HALF', text: '${金额}元' } }
  const owner = await stage(
    request => {
      if (request.templateCode === 'RIGHT')
        return Number(request.params?.['金额']) === 3 ? 30011 : acceptedCode
      return request.templateCode === 'HALF' && Number(request.params?.['金额']) < 2 ? acceptedCode : 30006
    },
    { count: 6, settings: { concurrency: 1 } },
  )
  const campaignId = owner.draft()
  await owner.start(campaignId)
  await owner.service.changeContent(campaignId, half)
  const again = await owner.resume(campaignId)
  expect(again.counts).toEqual({ ...noCounts, accepted: 2, rejected: 1, pending: 3 })
  await owner.service.changeContent(campaignId, mended)
  const done = await owner.resume(campaignId)
  expect(done.counts).toEqual({ ...noCounts, accepted: 5, rejected: 1 })

  expect(
    (await owner.recipients(campaignId)).map(({ message, templateCode }) => [templateCode, message]),
  ).toEqual([
    ['HALF', '【测试店】0元'],
    ['HALF', '【测试店】1元'],
    ['RIGHT', '【测试店】减2元，顾客2请来'],
    ['RIGHT', '【测试店】减3元，顾客3请来'],
    ['RIGHT', '【测试店】减4元，顾客4请来'],
    ['RIGHT', '【测试店】减5元，顾客5请来'],
  ])
  const codesOf = async (seq: number) =>
    (await owner.reader.events(campaignId, seq))
      .filter(({ state }) => state !== 'pending')
      .map(({ state, codes }) => `${state} ${codes?.template}`)
  expect(await codesOf(1)).toEqual(['rejected WRONG', 'accepted HALF'])
  expect(await codesOf(2)).toEqual(['accepted HALF'])
  expect(await codesOf(3)).toEqual(['rejected HALF', 'accepted RIGHT'])

  const resend = await owner.service.retry(campaignId, { states: ['rejected'], codes: null, seqs: null })
  expect(owner.campaigns.get(resend.campaignId)).toMatchObject({ ...mended, valueNames: ['姓名', '金额'] })
  await owner.start(resend.campaignId)
  expect(owner.received().at(-1)).toMatchObject({
    templateCode: 'RIGHT',
    params: { 姓名: '顾客3', 金额: '3' },
  })
})

test('cancelled after the change: who was not sent to again keeps what was refused', async () => {
  const owner = await stage(() => 30006, { count: 5, settings: { concurrency: 1 } })
  const campaignId = owner.draft()
  await owner.start(campaignId)
  await owner.service.changeContent(campaignId, mended)
  await owner.service.cancel(campaignId)
  await owner.keeper.finish(campaignId)
  expect(owner.campaigns.view(campaignId).counts).toEqual({ ...noCounts, rejected: 1, skipped: 4 })
  const seen = await owner.recipients(campaignId)
  expect(seen[0]).toMatchObject({ state: 'rejected', code: 30006, templateCode: 'WRONG' })
  expect(seen[0]?.message).toBe('【测试店】顾客0您好，到店减0元')
  expectTrueTallies(owner.database)
})
