import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createClaimCheck } from '../fakes/claim-check.ts'
import { cleanUp, makeDatabase, other, phone, post, start } from './fault-server-stage.ts'

test('the claim check finds whoever is not committed as sending', async () => {
  const path = await makeDatabase({ [phone]: 'sending', [other]: 'pending' })
  const claims = createClaimCheck(path)
  const { url } = await start({ onRequest: claims.check })
  for (const to of [phone, other, '13700137000']) expect(await post(url, to)).toMatchObject({ status: 200 })
  expect(claims.checked()).toBe(3)
  expect(claims.violations()).toEqual([
    { phone: other, found: ['pending'] },
    { phone: '13700137000', found: [] },
  ])
})

test('the claim check sees commits, not what a transaction still holds', async () => {
  const path = await makeDatabase({ [phone]: 'pending' })
  const claims = createClaimCheck(path)
  const database = openDatabase(path)
  cleanUp.push(async () => database.close())
  database.exec('BEGIN IMMEDIATE')
  database.prepare(`UPDATE recipients SET state = 'sending' WHERE phone = ?`).run(phone)
  claims.check(phone)
  expect(claims.violations()).toHaveLength(1)
  database.exec('COMMIT')
  claims.check(phone)
  expect(claims.violations()).toHaveLength(1)
  expect(createClaimCheck(join(path, 'nowhere')).check(phone)).toBeUndefined()
})
