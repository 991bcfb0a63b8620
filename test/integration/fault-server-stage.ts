import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { afterEach } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import { createFaultServer, type FaultServer, type FaultServerOptions } from '../fakes/fault-server.ts'
import { connectRaw, type RawConnection, rawPost } from '../fakes/raw-client.ts'

/** The server of faults, and requests that meet one. */

export const bodyFor = (phone: string): string =>
  buildRequestBody({
    credentials: { accessKey: 'key', accessSecret: 'secret', packageCode: 'package' },
    signCode: 'S1',
    templateCode: 'T1',
    phone,
    params: {},
  })
export const phone = '13800138000'
export const other = '13900139000'

export const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

export async function start(
  options: Partial<FaultServerOptions> = {},
): Promise<{ server: FaultServer; url: string }> {
  const server = createFaultServer({ script: () => accepted, ...options })
  cleanUp.push(server.close)
  const { url } = await server.listen()
  return { server, url }
}

/** Sends one request for `phone` and meets this fault; every other phone is accepted. */
export async function meet(
  fault: Fault,
  options: Partial<FaultServerOptions> = {},
): Promise<{ server: FaultServer; url: string; connection: RawConnection }> {
  const { server, url } = await start({
    script: asked => (asked.phone === phone ? fault : accepted),
    ...options,
  })
  const connection = await connectRaw(url)
  cleanUp.push(async () => connection.leave())
  connection.send(rawPost(bodyFor(phone)))
  return { server, url, connection }
}

export async function post(url: string, to: string): Promise<{ status: number; text: string }> {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyFor(to),
  })
  return { status: answer.statusCode, text: await answer.body.text() }
}

/** A database as the app makes it, with one campaign and these recipients. */
export async function makeDatabase(states: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zhanggui-claims-'))
  cleanUp.push(() => rm(folder, { recursive: true }))
  const path = join(folder, 'zhanggui.db')
  const database = openDatabase(path)
  cleanUp.push(async () => database.close())
  const campaigns = createCampaignStore(database, () => 0)
  const campaignId = campaigns.create({
    name: '测试',
    mode: 'real',
    signature: { name: '小店', code: 'S1' },
    template: { code: 'T1', text: '你好' },
    source: { fileName: 'list.csv', rows: 2, usable: 2, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  const recipients = Object.keys(states).map(to => ({
    row: 2,
    phone: to,
    values: [],
    parts: 1,
    nearLimit: false,
    skip: null,
  }))
  campaigns.addRecipients(campaignId, recipients)
  const setState = database.prepare('UPDATE recipients SET state = ? WHERE phone = ?')
  for (const [to, state] of Object.entries(states)) setState.run(state, to)
  return path
}
