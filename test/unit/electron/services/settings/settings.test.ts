import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSettings, createSettingsFile } from '../../../../../electron/services/settings/settings.ts'
import { defaultSettings, settingsSchema } from '../../../../../shared/domain/settings.ts'

const clock = { now: () => Date.UTC(2025, 10, 22, 7, 23) }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => createSettings({ file: createSettingsFile({ cwd: folder, clock }) })
const path = () => join(folder, 'settings.json')
const onDisk = (): unknown => JSON.parse(readFileSync(path(), 'utf8'))

describe('reading', () => {
  test('no file: the defaults, and nothing is written', () => {
    const settings = open()
    expect(settings.get()).toEqual(defaultSettings)
    expect(settings.problems).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  test('a bad value costs that one field and is reported', () => {
    writeFileSync(
      path(),
      JSON.stringify({
        ratePerSecond: 20,
        concurrency: 'many',
        sendingWindow: { enabled: true, fromMinute: 900, toMinute: 60 },
      }),
    )
    const settings = open()
    expect(settings.get()).toEqual({ ...defaultSettings, ratePerSecond: 20 })
    expect(settings.problems).toEqual([
      { kind: 'bad-value', field: 'concurrency' },
      { kind: 'bad-value', field: 'sendingWindow' },
    ])
  })

  test('a damaged file is kept and reported', () => {
    writeFileSync(path(), '{"ratePerSecond": 2')
    const settings = open()
    const keptAs = 'settings.json.corrupt-20251122-152300'
    expect(settings.get()).toEqual(defaultSettings)
    expect(settings.problems).toEqual([{ kind: 'damaged-file', keptAs }])
    expect(readFileSync(join(folder, keptAs), 'utf8')).toBe('{"ratePerSecond": 2')
  })

  test('whatever JSON stands there, valid settings come out', () => {
    const fields = Object.keys(defaultSettings)
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), fc.jsonValue()), raw => {
        const file = {
          get: () => raw,
          set: () => undefined,
          delete: () => undefined,
          putAside: () => [],
        }
        const settings = createSettings({ file })
        expect(settingsSchema.safeParse(settings.get()).success).toBe(true)
        const bad = fields.filter(
          field =>
            Object.hasOwn(raw, field) &&
            JSON.stringify(raw[field]) !==
              JSON.stringify(Object.entries(settings.get()).find(([key]) => key === field)?.[1]),
        )
        // A value that isn't in force was reported; a bad window keeps its extra keys out without a report.
        const reported = settings.problems.flatMap(problem =>
          problem.kind === 'bad-value' ? [problem.field] : [],
        )
        for (const field of bad) if (field !== 'sendingWindow') expect(reported).toContain(field)
      }),
    )
  })
})

describe('updating', () => {
  test('only what was set is on disk, and it is there after a restart', () => {
    expect(open().update({ concurrency: 16 })).toEqual({ ...defaultSettings, concurrency: 16 })
    expect(onDisk()).toEqual({ concurrency: 16 })
    expect(open().get().concurrency).toBe(16)
  })

  test('fields of a newer version survive, bad values that were reported do not', () => {
    writeFileSync(path(), JSON.stringify({ fromTheFuture: [1], theme: 'neon' }))
    open().update({ language: 'en' })
    expect(onDisk()).toEqual({ fromTheFuture: [1], language: 'en' })
  })

  test('a null price and an empty word list are values', () => {
    const settings = open()
    settings.update({ pricePerPart: 0.045, warnWords: ['a'] })
    expect(settings.update({ pricePerPart: null, warnWords: [] })).toMatchObject({
      pricePerPart: null,
      warnWords: [],
    })
  })

  test('a bad patch changes nothing', () => {
    const settings = open()
    expect(() => settings.update({ ratePerSecond: 0 })).toThrowError(
      expect.objectContaining({ code: 'bad-input', where: 'ratePerSecond' }),
    )
    expect(settings.get()).toEqual(defaultSettings)
    expect(readdirSync(folder)).toEqual([])
  })

  test('a write that the disk refuses changes nothing', () => {
    const settings = createSettings({ file: createSettingsFile({ cwd: join(folder, 'profile'), clock }) })
    rmSync(join(folder, 'profile'), { recursive: true, force: true })
    writeFileSync(join(folder, 'profile'), '')
    const listener = vi.fn()
    settings.onChange(listener)
    expect(() => settings.update({ concurrency: 2 })).toThrowError(
      expect.objectContaining({ code: 'file-not-writable', where: 'settings.json' }),
    )
    expect(settings.get()).toEqual(defaultSettings)
    expect(listener).not.toHaveBeenCalled()
  })

  test('listeners hear changes, with what was before, until they stop', () => {
    const settings = open()
    const listener = vi.fn()
    const stop = settings.onChange(listener)
    settings.update({ concurrency: 4 })
    settings.update({ concurrency: 4 })
    settings.update({ ratePerSecond: defaultSettings.ratePerSecond })
    expect(listener.mock.calls).toEqual([[{ ...defaultSettings, concurrency: 4 }, defaultSettings]])
    stop()
    settings.update({ concurrency: 5 })
    expect(listener).toHaveBeenCalledTimes(1)
  })
})
