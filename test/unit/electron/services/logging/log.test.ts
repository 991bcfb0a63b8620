import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createLog,
  type LogOptions,
  logFileName,
  olderLogFileNames,
} from '../../../../../electron/services/logging/log.ts'

const clock = { now: () => Date.UTC(2025, 10, 22, 7, 23) }
const time = '2025-11-22T07:23:00.000Z'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (more: Partial<LogOptions> = {}) =>
  createLog({ directory: folder, clock, secrets: () => [], ...more })
const lines = (name = logFileName) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)

test('a line has time, level, message and details', () => {
  const log = open()
  log.info('started', { version: '0.1.0', campaigns: 2 })
  log.warn('slow')
  log.error('failed', 'because')
  expect(lines()).toEqual([
    `${time} info started {"version":"0.1.0","campaigns":2}`,
    `${time} warn slow`,
    `${time} error failed because`,
  ])
  if (process.platform !== 'win32') expect(statSync(join(folder, logFileName)).mode & 0o777).toBe(0o600)
})

test('lines below the level are left out', () => {
  open().debug('detail')
  open({ level: 'error' }).warn('warning')
  expect(readdirSync(folder)).toEqual([])
  open({ level: 'debug' }).debug('detail')
  expect(lines()).toEqual([`${time} debug detail`])
})

test('an error comes with its code and its causes, on one line', () => {
  const cause = Object.assign(new Error('socket closed'), { code: 'ECONNRESET' })
  open().error('sending', new Error('request failed', { cause }))
  const [line = '', ...others] = lines()
  expect(others).toEqual([])
  expect(line).toContain('error sending Error: request failed\\n')
  expect(line).toContain('caused by Error: socket closed')
  expect(line).toContain('[ECONNRESET]')
})

test('no message can pretend to be another line', () => {
  open().info(`a\n${time} error forged\r\u001b[31m\u2028b`)
  expect(lines()).toEqual([`${time} info a\\n${time} error forged\\u000d\\u001b[31m\\u2028b`])
})

test('what has no JSON form is told as well as it can be', () => {
  const ring: Record<string, unknown> = { name: 'ring', shared: [1] }
  ring.self = ring
  ring.again = ring.shared
  const log = open()
  log.info('ring', ring)
  log.info('odd', { big: 12n, bytes: Buffer.from('topsecret'), error: new RangeError('far'), fn: () => 1 })
  log.info('symbol', Symbol('s'))
  expect(lines()[0]).toBe(
    `${time} info ring {"name":"ring","shared":[1],"self":"<the same again>","again":[1]}`,
  )
  expect(lines()[1]).toContain('"big":"12","bytes":"<9 bytes>","error":"RangeError: far')
  expect(lines()[2]).toBe(`${time} info symbol Symbol(s)`)
})

test('secrets and phones stay out, also those that came to be known later', () => {
  let secrets: readonly string[] = []
  const log = open({ secrets: () => secrets })
  log.info('before', { phone: '13800138000' })
  secrets = ['top"secret']
  log.info('saved top"secret', { body: JSON.stringify({ accessSecret: 'top"secret' }) })
  log.error('failed', new Error('no top"secret', { cause: new Error('for +8613900139000 top"secret') }))
  const text = lines().join('\n')
  expect(text).not.toMatch(/top\\*"secret/)
  expect(text).not.toContain('13800138000')
  expect(text).not.toContain('13900139000')
  expect(lines()[1]).toBe(`${time} info saved ‹secret› {"body":"{\\"accessSecret\\":\\"‹secret›\\"}"}`)
})

test('a long line is cut after its secrets are struck out', () => {
  const secret = 'S'.repeat(100)
  open({ secrets: () => [secret] }).info(`${'x'.repeat(8 * 1024 - 50)}${secret}${'y'.repeat(100)}`)
  const [line = ''] = lines()
  expect(line.length).toBeLessThan(8 * 1024 + 50)
  expect(line).not.toContain('SS')
  expect(line.endsWith('…')).toBe(true)
})

test('five files of limited size are kept, the newest lines last', () => {
  const log = open({ maxBytes: 400 })
  for (let n = 1; n <= 90; n += 1) log.info(`line ${n} 掌柜`)
  const names = [...olderLogFileNames.toReversed(), logFileName]
  expect(readdirSync(folder).toSorted()).toEqual(names.toSorted())
  for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(400)
  const numbers = names.flatMap(name => lines(name)).map(line => Number(/line (\d+)/.exec(line)?.[1]))
  expect(numbers.length).toBeGreaterThan(30)
  expect(numbers).toEqual(Array.from(numbers, (_n, i) => 90 - numbers.length + 1 + i))
})

test('a log that cannot be written throws nothing and tells later how much is missing', () => {
  const directory = join(folder, 'logs')
  writeFileSync(directory, 'a file in the way')
  const log = open({ directory })
  log.info('one')
  log.info('two')
  rmSync(directory)
  log.info('three')
  expect(readFileSync(join(directory, logFileName), 'utf8')).toBe(
    `${time} warn 2 lines could not be written\n${time} info three\n`,
  )
})
