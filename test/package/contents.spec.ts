import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { collect } from '../../scripts/setup/run.mjs'
import { licenceSchema } from '../../shared/domain/licence.ts'
import { node, packagesFolder, root, unpackedProgram } from './built-packages.ts'
import { fusesOf } from './fuses.ts'

// The archive itself, and not what Electron shows in it.
process.noAsar = true

/** What is inside the release build: what it needs and nothing else, and the same of every build. */

const resources = () =>
  process.platform === 'darwin'
    ? join(dirname(dirname(unpackedProgram())), 'Resources')
    : join(dirname(unpackedProgram()), 'resources')
const asar = () => join(resources(), 'app.asar')

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )

test('the archive holds the build and the one native module, and no source, test or foreign binary', () => {
  const files = listPackage(asar(), { isPack: false }).map(path => path.replaceAll('\\', '/').slice(1))
  const rooms = new Set(files.map(file => file.split('/').slice(0, 2).join('/')))
  expect([...rooms].toSorted()).toEqual([
    'node_modules',
    'node_modules/better-sqlite3',
    'package.json',
    'release',
    'release/build',
  ])
  expect(files.filter(file => /\.(ts|tsx|c|h|cpp|gyp|map|md)$|\/\.sources$/.test(file))).toEqual([])
  const natives =
    process.platform === 'darwin' ? ['darwin-arm64', 'darwin-x64'] : [`${process.platform}-${process.arch}`]
  expect(files.filter(file => file.endsWith('.node'))).toEqual(
    natives.map(name => `node_modules/better-sqlite3/prebuilds/${name}.node`),
  )
  // All code is inside the archive, whose sum is checked; only binaries lie beside it.
  expect(filesIn(`${asar()}.unpacked`)).toEqual(
    natives.map(name => `node_modules/better-sqlite3/prebuilds/${name}.node`),
  )
  expect(statSync(asar()).size).toBeLessThan(8_000_000)
  expect(filesIn(resources()).filter(file => file === 'default_app.asar')).toEqual([])
})

test('the archive names its author and home, and none of the commands of its sources', () => {
  const manifest = JSON.parse(String(extractFile(asar(), 'package.json')))
  const ours = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const field of ['name', 'productName', 'version', 'author', 'homepage', 'license'])
    expect(manifest[field]).toEqual(ours[field])
  expect(manifest).not.toHaveProperty('scripts')
  expect(manifest).not.toHaveProperty('devDependencies')
})

test('whatever is bundled has its licence with it, and Chromium and Electron have theirs', () => {
  const licences = licenceSchema
    .array()
    .parse(JSON.parse(String(extractFile(asar(), join('release', 'build', 'licences.json')))))
  const names = licences.map(({ name }) => name)
  for (const name of [
    'react',
    'antd',
    'zod',
    'undici',
    'papaparse',
    'better-sqlite3',
    'electron',
    '@e965/xlsx',
  ])
    expect(names).toContain(name)
  for (const { name, text } of licences) expect(text.length, name).toBeGreaterThan(200)
  const beside = process.platform === 'darwin' ? resources() : dirname(unpackedProgram())
  expect(readdirSync(beside)).toEqual(
    expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
  )
})

test('every fuse stands as it should in the program itself', async () => {
  expect(await fusesOf(unpackedProgram())).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  })
})

test('another copy of the same sources, in another folder and at another time, gives the same archive', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'zhanggui-again-'))
  try {
    const { output } = await collect('git', ['ls-files', '-co', '--exclude-standard'])
    for (const file of output.split('\n').filter(name => name !== '' && !/^(test|docs)\//.test(name)))
      cpSync(join(root, file), join(copy, file))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
    const again = await collect(node, [join(copy, 'scripts', 'main.mjs'), 'package', '--only=dir'])
    expect(again.code, again.output).toBe(0)
    const other = join(copy, 'release', packagesFolder().split(/[\\/]/).at(-1) ?? '')
    const sumOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(sumOf(asar().replace(packagesFolder(), other))).toBe(sumOf(asar()))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})
