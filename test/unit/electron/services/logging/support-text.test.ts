import { expect, test } from 'vitest'
import { createCleanse } from '../../../../../electron/services/logging/cleanse.ts'
import { type SupportFacts, supportText } from '../../../../../electron/services/logging/support-text.ts'

/** What an owner hands to somebody who helps says how the app stands, and nothing of secrets or customers. */

const facts: SupportFacts = {
  nowMs: Date.UTC(2026, 10, 27, 4),
  language: 'zh-CN',
  versions: { app: '0.1.0', system: 'win32 x64' },
  storage: { state: 'ok', keptAs: null },
  figures: { schema: 7, check: 'ok', recipients: 12 },
  settings: { ratePerSecond: 7, endpoint: null },
  backUps: { isOn: true, folder: 'C:\\Users\\王芳\\备份', kept: 3 },
  problems: [{ kind: 'sender', at: Date.UTC(2026, 10, 27, 3) }],
  log: '2026-11-27T04:00:00.000Z info sent to 13812345678 with AS-secret-of-the-shop\n',
  homeFolder: 'C:\\Users\\王芳',
}

test('holds versions, figures, settings, problems and the log', () => {
  const text = supportText(facts, createCleanse([]))
  for (const part of [
    '生成时间: 2026-11-27 12:00:00',
    'app: 0.1.0',
    'check: ok',
    'recipients: 12',
    'ratePerSecond: 7',
    '2026-11-27 11:00:00 sender',
    'info sent to',
  ])
    expect(text).toContain(part)
})

test('holds no secret, no whole phone and not the name of the owner’s home', () => {
  const text = supportText(facts, createCleanse(['AS-secret-of-the-shop']))
  expect(text).toContain('138****5678')
  expect(text).toContain('‹secret›')
  expect(text).toContain('folder: ~\\备份')
  for (const kept of ['13812345678', 'AS-secret', '王芳']) expect(text).not.toContain(kept)
})

test.each([
  ['C:\\Users\\王芳', 'C:\\\\\\\\Users\\\\\\\\王芳\\\\\\\\a.db'],
  ['C:\\Users\\王芳', 'at x (file:///C:/Users/%E7%8E%8B%E8%8A%B3/AppData/Local/app.asar/main.js:1:2)'],
  ['C:\\Users\\王芳', 'at x (file:///c:/users/%e7%8e%8b%e8%8a%b3/main.js:1:2)'],
  ['C:\\Users\\Wang Fang', 'at x (file:///C:/Users/Wang%20Fang/main.js:1:2)'],
  ['/home/王芳', 'at x (file:///home/%E7%8E%8B%E8%8A%B3/app/main.js:1:2)'],
])('the name of the home %s is not in a log that says %s', (homeFolder, log) => {
  const text = supportText({ ...facts, homeFolder, backUps: {}, log }, createCleanse([]))
  expect(text).toContain('~')
  expect(text).not.toMatch(/王芳|Wang|%E7%8E%8B/i)
})
