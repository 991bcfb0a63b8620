import { describe, expect, test } from 'vitest'
import { withCharset } from '../../../scripts/setup/locale.mjs'
import { installerEnv, programIn } from '../../../scripts/setup/official-electron.mjs'
import { adviceForComponents, componentsFor } from '../../../scripts/setup/system.mjs'

describe('system components', () => {
  const packages = (purpose: 'window' | 'tests') => componentsFor(purpose).flatMap(part => part.packages)

  test('the window orders nothing that only the tests need', () => {
    expect(packages('window')).toEqual([
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'xvfb',
      'fontconfig',
      'fonts-wqy-zenhei',
      'fonts-liberation',
    ])
    expect(packages('tests')).toEqual([...packages('window'), 'gnome-keyring', 'dbus-x11'])
  })

  test('whoever may not install is told the command for what is missing', () => {
    const advice = adviceForComponents([{ name: 'Xvfb' }, { name: 'GTK 3' }], ['xvfb', 'libgtk-3-0t64'])
    expect(advice.split('\n')).toEqual([
      '缺少系统组件：Xvfb; GTK 3。请运行下面的命令，然后再试一次：',
      'System components are missing: Xvfb; GTK 3. Run this and try again:',
      '  sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb libgtk-3-0t64',
    ])
  })

  test('without apt-get only the names are told', () => {
    expect(adviceForComponents([{ name: 'Xvfb' }], null)).not.toContain('apt-get')
  })
})

describe('Electron', () => {
  test.each([
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ['linux', 'electron'],
  ] as const)('its program on %s', (platform, program) => {
    expect(programIn('/dist', platform).replaceAll('\\', '/')).toBe(`/dist/${program}`)
  })

  test.each([
    [
      'a mirror is passed on',
      { ELECTRON_MIRROR: 'https://mirror.invalid/' },
      { ELECTRON_MIRROR: 'https://mirror.invalid/' },
    ],
    ['sums of the server are not', { electron_use_remote_checksums: '1', A: 'b' }, { A: 'b' }],
    ['nor in another spelling', { NPM_CONFIG_ELECTRON_USE_REMOTE_CHECKSUMS: '1' }, {}],
    ['no proxy', { npm_config_proxy: '' }, { npm_config_proxy: '' }],
    [
      "npm's proxy",
      { npm_config_https_proxy: 'http://p' },
      { npm_config_https_proxy: 'http://p', HTTPS_PROXY: 'http://p', ELECTRON_GET_USE_PROXY: '1' },
    ],
    [
      "the environment's proxy",
      { http_proxy: 'http://p' },
      {
        http_proxy: 'http://p',
        HTTP_PROXY: 'http://p',
        HTTPS_PROXY: 'http://p',
        ELECTRON_GET_USE_PROXY: '1',
      },
    ],
  ])("its installer's environment: %s", (_what, env, expected) => {
    expect(installerEnv(env)).toEqual(expected)
  })
})

describe("the window's character set", () => {
  const utf8 = { LC_ALL: 'C.UTF-8' }
  test.each([
    ['none named', {}, utf8],
    ['C', { LANG: 'C' }, { LANG: 'C', ...utf8 }],
    ['POSIX before all', { LANG: 'zh_CN.UTF-8', LC_ALL: 'POSIX' }, { LANG: 'zh_CN.UTF-8', ...utf8 }],
    ["the owner's own", { LANG: 'zh_CN.UTF-8' }, { LANG: 'zh_CN.UTF-8' }],
    [
      'one for characters alone',
      { LANG: 'C', LC_CTYPE: 'en_US.UTF-8' },
      { LANG: 'C', LC_CTYPE: 'en_US.UTF-8' },
    ],
  ])('%s', (_what, env, expected) => {
    expect(withCharset(env, 'linux')).toEqual(expected)
    expect(withCharset(env, 'win32')).toBe(env)
  })
})
