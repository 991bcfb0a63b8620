import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { light } from '../../../renderer/app/palette.ts'
import { drawing } from '../../../scripts/icons/drawing.mjs'
import { iconFiles } from '../../../scripts/icons/icon-files.mjs'
import { pixelsOf } from '../../../scripts/icons/pixels.mjs'

/** What the packages are made of, as far as it can be told without making them. */

const root = join(import.meta.dirname, '..', '..', '..')
const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const block = (name: string): string =>
  new RegExp(`^${name}:\\n((?:  .*\\n|\\n)*)`, 'm').exec(config)?.[1] ?? ''

test('every fuse of Electron is set, and each to the strict side', () => {
  const set = [...block('electronFuses').matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  expect(Object.fromEntries(set)).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    grantFileProtocolExtraPrivileges: 'false',
  })
})

test('paths and command lines meet only ASCII names', () => {
  const names = [...config.matchAll(/^ *(?:productName|executableName|artifactName): (.*)$/gm)].map(
    ([, value = '']) => value,
  )
  expect(names.length).toBeGreaterThanOrEqual(4)
  for (const name of [...names, manifest.name]) expect(name).toMatch(/^[\x20-\x7e]+$/)
})

test('the app that Windows knows and the one that is installed are the same', () => {
  const id = /^appId: (.*)$/m.exec(config)?.[1]
  expect(readFileSync(join(root, 'electron', 'main.ts'), 'utf8')).toContain(`setAppUserModelId('${id}')`)
  expect(manifest.desktopName).toBe(`${/^executableName: (.*)$/m.exec(config)?.[1]}.desktop`)
})

test('nobody but the packages’ own author and home is named', () => {
  expect(manifest.author).toMatch(/^Zhanggui SMS <\S+@\S+>$/)
  expect(new URL(manifest.homepage).protocol).toBe('https:')
})

test('the committed icons are those that the drawing gives', () => {
  const small = [...iconFiles].filter(([name]) => /\.svg$|(16|24|32|48|64)\.png$|\.ico$/.test(name))
  expect(small).toHaveLength(7)
  for (const [name, draw] of small)
    expect(draw().equals(readFileSync(join(root, 'scripts', 'resources', name))), name).toBe(true)
})

test('the sign has the colour of the seal in the window, and clear corners', () => {
  const pixels = pixelsOf(drawing({ pixels: 32, margin: 32 }), 32)
  const at = (x: number, y: number) => [...pixels.subarray((y * 32 + x) * 4, (y * 32 + x) * 4 + 4)]
  const seal = [1, 3, 5].map(place => Number.parseInt(light.seal.slice(place, place + 2), 16))
  expect(at(16, 3)).toEqual([...seal, 255])
  expect(at(16, 15)).toEqual([...seal, 255])
  expect(at(0, 0)).toEqual([0, 0, 0, 0])
})

test('no plain pattern stands under a system, where it would take the whole project into the package', () => {
  for (const system of ['win', 'mac', 'linux']) {
    const under = / {2}files:\n((?: {4,}.*\n)*)/.exec(block(system))?.[1] ?? ''
    const entries = under.split('\n').filter(line => line.startsWith('    - '))
    expect(entries, system).toEqual(['    - from: node_modules/better-sqlite3/prebuilds'])
  }
})
