import { describe, expect, test } from 'vitest'
import { installerEnv, mirrorAddress } from '../../../scripts/setup/official-electron.mjs'

describe("the address of a mirror, which Electron's installer puts the version right behind", () => {
  test.each([
    ['https://mirror.invalid/electron/', 'https://mirror.invalid/electron/'],
    ['https://mirror.invalid/electron', 'https://mirror.invalid/electron/'],
    ['https://mirror.invalid', 'https://mirror.invalid/'],
    // What `set NAME="…" && …` of Windows leaves.
    ['"https://mirror.invalid/electron" ', 'https://mirror.invalid/electron/'],
    [" 'https://mirror.invalid/electron/'", 'https://mirror.invalid/electron/'],
    ['https://mirror.invalid/dist/v', 'https://mirror.invalid/dist/v'],
    ['https://mirror.invalid/get?file=', 'https://mirror.invalid/get?file='],
    ['', ''],
  ])('%j becomes %j', (typed, address) => {
    expect(mirrorAddress(typed)).toBe(address)
  })

  test.each(['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'NPM_CONFIG_ELECTRON_MIRROR'])('%s', name => {
    expect(installerEnv({ [name]: 'https://mirror.invalid/electron' })).toEqual({
      [name]: 'https://mirror.invalid/electron/',
    })
  })

  test('none is none', () => {
    expect(installerEnv({ HOME: '/home/owner' })).toEqual({ HOME: '/home/owner' })
  })
})
