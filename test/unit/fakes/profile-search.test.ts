import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { searchProfile } from '../../fakes/profile-search.ts'

const secret = 'as-Geheim/+套餐-98765'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-search-'))
  writeFileSync(join(folder, 'harmless.json'), '{"accessSecret":"something else"}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plant = (content: string | Buffer, name = 'planted.bin') => writeFileSync(join(folder, name), content)
const formsFound = async () => new Set((await searchProfile(folder, secret)).map(hit => hit.form))

test('a folder without it: nothing', async () => {
  mkdirSync(join(folder, 'empty'))
  expect(await searchProfile(folder, secret)).toEqual([])
})

test.each([
  ['utf-8', Buffer.from(secret)],
  ['utf-16le', Buffer.from(secret, 'utf16le')],
  ['utf-16be', Buffer.from(secret, 'utf16le').swap16()],
  ['hex', Buffer.from(Buffer.from(secret).toString('hex'))],
  ['HEX', Buffer.from(Buffer.from(secret).toString('hex').toUpperCase())],
])('%s is found between other bytes, with its place', async (form, bytes) => {
  mkdirSync(join(folder, 'a', 'b'), { recursive: true })
  plant(Buffer.concat([Buffer.from([0, 255, 65]), bytes, Buffer.from([65, 0])]), 'a/b/planted.bin')
  expect(await searchProfile(folder, secret)).toEqual([{ file: 'a/b/planted.bin', form, offset: 3 }])
})

test.each(['base64', 'base64url'] as const)(
  '%s is found wherever it stands in the encoded text',
  async encoding => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 7 }),
        fc.uint8Array({ maxLength: 7 }),
        fc.constantFrom('utf8', 'utf16le'),
        async (before, after, charset) => {
          const whole = Buffer.concat([before, Buffer.from(secret, charset), after])
          plant(`x${whole.toString(encoding)}`)
          const name = charset === 'utf8' ? 'utf-8' : 'utf-16le'
          expect(await formsFound()).toContain(`${encoding} of ${name}`)
        },
      ),
    )
  },
)

test('a name that tells it is found', async () => {
  const name = 'log-topsecret99.txt'
  plant('', name)
  expect(await searchProfile(folder, 'topsecret99')).toEqual([{ file: name, form: 'utf-8', offset: -1 }])
})

test('a link that leads out of the folder is not followed', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'zhanggui-outside-'))
  writeFileSync(join(outside, 'file'), secret)
  symlinkSync(outside, join(folder, 'link'), 'junction')
  expect(await searchProfile(folder, secret)).toEqual([])
  rmSync(outside, { recursive: true })
})

test('what is too short to be told from chance is refused', async () => {
  await expect(searchProfile(folder, '1234567')).rejects.toThrow('too short')
})
