import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRawHeader, listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { fetchRepack, windowsRepack } from '../../scripts/setup/fallback-electron.mjs'
import { collect } from '../../scripts/setup/run.mjs'
import { node, root } from './built-packages.ts'
import { fusesOf } from './fuses.ts'

// The archive itself, and not what Electron shows in it.
process.noAsar = true

/** The folder that Windows' packages are made of, looked at from any system: nothing of it can run here. */

let folder: string
const app = () => join(folder, 'win-unpacked')
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-windows-'))
  const electron = await fetchRepack(windowsRepack)
  const { code, output } = await collect(node, [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...['--win', 'dir', '--x64', '--publish', 'never'],
    `--config.electronDist=${electron}`,
    `--config.electronVersion=${windowsRepack.version}`,
    `--config.directories.output=${folder}`,
    // Without a certificate; icon and metadata are set all the same.
    '--config.win.signExecutable=false',
  ])
  expect(code, output).toBe(0)
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = () => join(app(), 'zhanggui-sms.exe')
const resources = () => NtExecutableResource.from(NtExecutable.from(readFileSync(program())))

test('the program says whose it is, which version, and carries the sign in eight sizes', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [info] = Resource.VersionInfo.fromEntries(resources().entries)
  const language = info?.getAllLanguagesForStringValues()[0]
  const words = language === undefined ? {} : info?.getStringValues(language)
  expect(words).toMatchObject({
    CompanyName: 'Zhanggui SMS',
    ProductName: 'Zhanggui SMS',
    FileDescription: 'Zhanggui SMS',
    FileVersion: version,
    LegalCopyright: 'Copyright © 2026 掌柜短信 (Zhanggui SMS)',
  })
  const [icons] = Resource.IconGroupEntry.fromEntries(resources().entries)
  expect(icons?.icons.map(({ width }) => width || 256).toSorted((a, b) => a - b)).toEqual([
    16, 20, 24, 32, 40, 48, 64, 256,
  ])
})

test('the fuses stand, and the program knows the sum of its archive', async () => {
  expect(await fusesOf(program())).toMatchObject({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  })
  const entry = resources().entries.find(({ type }) => type === 'INTEGRITY')
  const known = JSON.parse(Buffer.from(entry?.bin ?? new ArrayBuffer(0)).toString('utf8'))
  const header = getRawHeader(join(app(), 'resources', 'app.asar')).headerString
  const value = createHash('sha256').update(header).digest('hex')
  expect(known).toContainEqual({ file: 'resources\\app.asar', alg: 'SHA256', value })
})

test('Windows’ own binary is inside and nobody else’s; two languages; nothing to start but the app', () => {
  const archive = listPackage(join(app(), 'resources', 'app.asar'), { isPack: false })
  expect(archive.filter(file => file.endsWith('.node'))).toEqual([
    '/node_modules/better-sqlite3/prebuilds/win32-x64.node',
  ])
  expect(readdirSync(join(app(), 'locales')).toSorted()).toEqual(['en-US.pak', 'zh-CN.pak'])
  const files = readdirSync(app(), { recursive: true, encoding: 'utf8' })
  expect(files.filter(file => /\.(exe|bat|cmd|ps1|msi)$/.test(file))).toEqual(['zhanggui-sms.exe'])
  expect(files.filter(file => /[^\x20-\x7e]/.test(file))).toEqual([])
})
