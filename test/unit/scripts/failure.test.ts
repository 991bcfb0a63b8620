import { describe, expect, test } from 'vitest'
import { expectPlainFolder } from '../../../scripts/setup/build.mjs'
import { causeOf, inStep, SetupFailure, StepFailure } from '../../../scripts/setup/failure.mjs'

/** What npm, apt-get and Electron's installer write when they fail, as they write it. */
const npm = (code: string, summary: string) => JSON.stringify({ error: { code, summary, detail: '' } })

const told: readonly (readonly [string, string])[] = [
  [
    'network',
    npm('ENOTFOUND', 'request to https://registry.invalid/zod failed, reason: getaddrinfo ENOTFOUND'),
  ],
  ['network', npm('EAI_AGAIN', 'getaddrinfo EAI_AGAIN registry.invalid')],
  ['network', npm('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9')],
  ['network', npm('ECONNRESET', 'network aborted')],
  ['network', npm('ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443')],
  ['network', npm('ERR_SOCKET_TIMEOUT', 'Socket timeout')],
  ['network', npm('EIDLETIMEOUT', 'Idle timeout reached')],
  ['network', npm('ENETUNREACH', 'connect ENETUNREACH 192.0.2.1:443')],
  ['network', npm('EACCES', 'connect EACCES 192.0.2.1:443')],
  ['network', npm('E502', '502 Bad Gateway - GET https://registry.invalid/zod')],
  ['network', npm('E429', '429 Too Many Requests - GET https://registry.invalid/zod')],
  ['network', 'TypeError: fetch failed\n    at node:internal/deps/undici/undici:1:1'],
  ['network', 'TypeError: terminated\n    at Fetch.onAborted'],
  ['network', 'HTTPError: Response code 503 (Service Unavailable) for https://mirror.invalid/e.zip'],
  ['network', "E: Failed to fetch http://deb.invalid/x.deb  Temporary failure resolving 'deb.invalid'"],
  ['network', 'TypeError: fetch failed\n    at Downloader.download (/app/downloader.js:407:11)'],
  ['proxy', npm('E407', '407 Proxy Authentication Required')],
  ['proxy', 'UND_ERR_ABORTED Proxy response (407) !== 200 when HTTP Tunneling\nTypeError: fetch failed'],
  ['proxy', 'tunneling socket could not be established, statusCode=407'],
  ['bad-address', 'TypeError: Invalid URL\n    at new URL (node:internal/url:806:29)'],
  ['bad-address', npm('ERR_INVALID_URL', 'Invalid URL')],
  ['certificate', npm('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain')],
  ['certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT self-signed certificate\nTypeError: fetch failed'],
  ['certificate', npm('CERT_HAS_EXPIRED', 'certificate has expired')],
  ['certificate', npm('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate')],
  [
    'not-served',
    npm('E404', "404 Not Found - GET https://registry.invalid/zod - 'zod' is not in this registry"),
  ],
  ['not-served', npm('E403', '403 Forbidden - GET https://registry.invalid/zod')],
  ['not-served', npm('ETARGET', 'No matching version found for zod@4.6.7.')],
  ['not-served', 'HTTPError: Response code 404 (Not Found) for https://mirror.invalid/e.zip'],
  ['not-served', 'E: Unable to locate package libgtk-3-0'],
  ['wrong-checksum', npm('EINTEGRITY', 'sha512-… integrity checksum failed when using sha512: wanted …')],
  [
    'wrong-checksum',
    'Error: Generated checksum for "electron-v1-linux-x64.zip" did not match expected checksum.',
  ],
  ['wrong-checksum', 'Error: No checksum found in checksum file for "electron-v9-linux-x64.zip".'],
  ['disk-full', npm('ENOSPC', 'ENOSPC: no space left on device, write')],
  ['disk-full', 'Error: EDQUOT: disk quota exceeded, write'],
  ['disk-full', "E: You don't have enough free space in /var/cache/apt/archives/."],
  ['no-permission', npm('EACCES', "EACCES: permission denied, mkdir '/opt/app/node_modules'")],
  ['no-permission', npm('EPERM', "EPERM: operation not permitted, unlink 'C:\\\\app\\\\electron.exe'")],
  ['no-permission', npm('EBUSY', 'EBUSY: resource busy or locked, rmdir')],
  ['no-permission', npm('EROFS', 'EROFS: read-only file system, mkdir')],
  [
    'lockfile',
    npm('EUSAGE', '`npm ci` can only install packages when your package.json and lock file are in sync.'),
  ],
  ['busy', 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)'],
  ['unknown', '{"error":{"code":1,"summary":"command failed"}}'],
  ['unknown', ''],
]

describe('why a step failed', () => {
  test.each(told)('%s: %s', (cause, output) => {
    expect(causeOf(output)).toBe(cause)
  })

  test('the network is named only where it was the network', () => {
    const blaming = told
      .filter(([, output]) => /网络不通|The network failed/.test(new StepFailure('electron', output).message))
      .map(([cause]) => cause)
    expect(new Set(blaming)).toEqual(new Set(['network']))
  })

  test.each([
    ['unknown', "Error: Unexpected token\n 12 |   ['ENOTFOUND', 'E404', 'EACCES', 'ENOSPC'],\n    |    ^"],
    ['unknown', 'Could not resolve "./connect-errors.ts" from "electron/main.ts"'],
    ['disk-full', 'ENOSPC: no space left on device, write'],
    ['no-permission', "EACCES: permission denied, mkdir '/app/dist'"],
  ])(
    'a build, which loads nothing, is never stopped by the network, nor by words in its sources: %s',
    (cause, output) => {
      expect(causeOf(output, 'build')).toBe(cause)
    },
  )

  test('the message names the step and the remedy, Chinese first, then English', () => {
    const { message } = new StepFailure('dependencies', npm('ENOSPC', 'no space left'), [['甲'], ['A']])
    const lines = message.split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^「安装依赖」这一步没有完成。磁盘已满/),
      '甲',
      expect.stringMatching(/^This step failed: installing the dependencies\. The disk is full/),
      'A',
    ])
  })
})

describe('a step', () => {
  test('what the system refuses fails the step by its cause', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const failed = inStep('build', () => Promise.reject(full))
    await expect(failed).rejects.toMatchObject({ name: 'SetupFailure', step: 'build', cause: 'disk-full' })
  })

  test.each([new SetupFailure('told'), new TypeError('a mistake')])('%o stays what it is', async error => {
    await expect(inStep('build', () => Promise.reject(error))).rejects.toBe(error)
  })
})

describe('the folder of the project', () => {
  test.each(['/home/掌柜 & 短信 (1)/app/', '/home/100%/app', 'C:\\Users\\王芳\\app'])(
    '%s will do',
    folder => {
      expect(() => expectPlainFolder(folder)).not.toThrow()
    },
  )
  test.each(['C:\\C#\\app', '/home/why?/app'])('%s is told to be moved', folder => {
    expect(() => expectPlainFolder(folder)).toThrow(/不能构建.*\n请把文件夹改名/)
  })
})
