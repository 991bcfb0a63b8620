import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { offeredFileName, stampedFileName } from '../../electron/services/files/file-name.ts'

/** A list, a campaign or a file of a stranger's gives an export its name: it must be one on every system, and say what it is. */

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-names-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['CON.csv', '_CON.csv'],
  ['con.csv', '_con.csv'],
  ['nul .xlsx', '_nul.xlsx'],
  ['COM1.表.csv', '_COM1.表.csv'],
  ['LPT¹.csv', '_LPT¹.csv'],
  ['CONTACTS.csv', 'CONTACTS.csv'],
  ['../../etc/cron.d/x.csv', 'etc cron.d x.csv'],
  ['C:\\Windows\\x.csv', 'C Windows x.csv'],
  ['名单\u202Efdp.exe.csv', '名单 fdp.exe.csv'],
  ['名单\u2066\u200b\u0000\n.csv', '名单.csv'],
  ['名\ud800单.csv', '名 单.csv'],
  ['...csv', '_.csv'],
  [' . .csv', '_.csv'],
  ['.bashrc.csv', 'bashrc.csv'],
  ['老客户。. .csv', '老客户。.csv'],
  ['会员 十月.xlsx', '会员 十月.xlsx'],
])('%j is offered as %j', (name, offered) => expect(offeredFileName(name)).toBe(offered))

test('a name has room in every folder, and is cut between characters', () => {
  for (const name of ['名'.repeat(255), '🙂'.repeat(120), 'x'.repeat(5000), `${'é'.repeat(140)}.表`]) {
    const offered = offeredFileName(`${name}.xlsx`)
    expect(Buffer.byteLength(offered)).toBeLessThanOrEqual(220)
    expect(offered).toMatch(/\.xlsx$/)
    expect(offered.isWellFormed()).toBe(true)
    writeFileSync(join(folder, `${offered}.part`), '')
  }
})

test('whatever was written: one plain name of the right kind, in this folder', () => {
  const written = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.stringMatching(/^[.\s/\\:*?"<>|A-Za-z0-9]{0,40}$/),
    fc.constantFrom('con', 'AUX', 'com9', 'lpt0', 'nul.', '..', '.', ''),
  )
  fc.assert(
    fc.property(written, fc.constantFrom('csv', 'xlsx', 'pdf'), (name, ending) => {
      for (const offered of [
        offeredFileName(`${name}.${ending}`),
        offeredFileName(stampedFileName([name], 0, ending)),
      ]) {
        expect(offered).toMatch(/^[^\s.]/u)
        expect(offered.slice(0, -ending.length)).toMatch(/[^\s.]\.$/u)
        expect(offered.endsWith(ending)).toBe(true)
        expect(offered).not.toMatch(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/u)
        expect(offered).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\s*\./i)
        expect(Buffer.byteLength(offered)).toBeLessThanOrEqual(220)
        writeFileSync(join(folder, offered), '')
      }
    }),
    { numRuns: 500 },
  )
  expect(readdirSync(folder).length).toBeGreaterThan(100)
})
