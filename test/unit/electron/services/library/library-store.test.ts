import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createContentMemory } from '../../../../../electron/services/library/content-memory.ts'
import {
  createLibraryFile,
  createLibraryStore,
} from '../../../../../electron/services/library/library-store.ts'
import { type LibraryEntry, mostEntries } from '../../../../../shared/domain/library.ts'

const start = Date.UTC(2026, 4, 1)
let folder: string
let time: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'library-'))
  time = start
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => {
  const now = () => time
  return createLibraryStore({ file: createLibraryFile({ cwd: folder, clock: { now } }), now })
}
const path = () => join(folder, 'library.json')

const content = {
  signature: { name: '好邻居', code: 'S-1' },
  template: { code: 'T-1', text: '${姓名}您好，周末到店有礼。拒收请回复R' },
}
const other = {
  signature: content.signature,
  template: { code: 'T-2', text: '新品到店。拒收请回复R' },
}
const codes = (entries: readonly LibraryEntry[]) => entries.map(({ kind, code }) => `${kind} ${code}`)

test('what a campaign was sent with is kept, once, used last first, and is there after a restart', () => {
  const library = open()
  library.used(content)
  time += 1000
  library.used(other)
  const { entries } = open().view()
  expect(codes(entries)).toEqual(['template T-2', 'signature S-1', 'template T-1'])
  expect(entries[1]).toMatchObject({ name: '好邻居', lastUsedAt: start + 1000, registration: 'unknown' })
  expect(entries[2]).toMatchObject({
    text: content.template.text,
    signatureCode: 'S-1',
    lastUsedAt: start,
    refused: 0,
  })
})

test('a use keeps what the owner wrote, and takes the text that was sent', () => {
  const library = open()
  library.used(content)
  const [template] = library.view().entries
  if (template?.kind !== 'template') throw new Error('the first entry is the template')
  library.save({ ...template, name: '周末活动', note: '店长写的' }, template.code)
  library.used({ ...content, template: { code: 'T-1', text: '改过的文字。拒收请回复R' } })
  expect(library.view().entries[0]).toMatchObject({
    name: '周末活动',
    note: '店长写的',
    text: '改过的文字。拒收请回复R',
  })
})

test('a change by hand takes back no figure, and a changed CODE leaves no second entry', () => {
  const library = open()
  library.used(content)
  const signature = library.view().entries[1]
  if (signature?.kind !== 'signature') throw new Error('the second entry is the signature')
  library.refused(content, 'signature')
  const { entries } = library.save({ ...signature, code: 'S-2', registration: 'registered' }, 'S-1')
  expect(codes(entries).toSorted()).toEqual(['signature S-2', 'template T-1'])
  expect(entries.find(({ kind }) => kind === 'signature')).toMatchObject({
    registration: 'registered',
    refused: 1,
    lastUsedAt: start,
  })
})

test('what was removed can be put back with its figures', () => {
  const library = open()
  library.used(content)
  library.refused(content, 'template')
  const removed = library.view().entries.find(({ kind }) => kind === 'template')
  if (removed === undefined) throw new Error('the template is kept')
  expect(codes(library.remove(removed).entries)).toEqual(['signature S-1'])
  library.save(removed, null)
  expect(open().view().entries).toContainEqual({ ...removed, refused: 1 })
})

test('the entry that was not used for longest makes room', () => {
  const template = { kind: 'template', name: '', text: '文字', note: '', signatureCode: null, refused: 0 }
  const entries = Array.from({ length: mostEntries }, (_, at) => ({
    ...template,
    code: `T-${at}`,
    lastUsedAt: start - at,
  }))
  writeFileSync(path(), JSON.stringify({ entries }))
  const library = open()
  time += 1
  library.used({ ...content, template: { code: 'T-new', text: '文字' } })
  const kept = codes(library.view().entries)
  expect(kept).toHaveLength(mostEntries)
  expect(kept).toContain('template T-new')
  expect(kept).toContain(`template T-${mostEntries - 3}`)
  expect(kept).not.toContain(`template T-${mostEntries - 1}`)
})

test('an entry that can’t be read is left out, told of, and stays in the file', () => {
  const library = open()
  library.used(content)
  const { entries } = JSON.parse(readFileSync(path(), 'utf8')) as { entries: unknown[] }
  const strange = { kind: 'voice', code: 'V-1' }
  writeFileSync(path(), JSON.stringify({ entries: [...entries, strange] }))
  const again = open()
  expect(again.view()).toMatchObject({ unreadable: 1, putAside: [] })
  expect(codes(again.view().entries)).toEqual(['template T-1', 'signature S-1'])
  again.used(other)
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({
    entries: expect.arrayContaining([strange]) as unknown,
  })
})

test('a damaged file is put aside under another name', () => {
  writeFileSync(path(), '{"entries": [')
  const { entries, putAside } = open().view()
  expect(entries).toEqual([])
  expect(putAside).toHaveLength(1)
  expect(readFileSync(join(folder, putAside[0] ?? ''), 'utf8')).toBe('{"entries": [')
})

const practice = { signature: { code: 'P-S' }, template: { code: 'P-T' } }
const memoryOf = (library: ReturnType<typeof open>, failures: unknown[] = []) =>
  createContentMemory({ library, practice, onFailure: error => failures.push(error) })

test('practice is not remembered, nor are the CODEs of practice', () => {
  const library = open()
  const memory = memoryOf(library)
  memory.begun({ ...content, mode: 'practice' })
  memory.begun({ ...content, mode: 'real', signature: { name: '掌柜小店', code: 'P-S' } })
  memory.begun({ ...content, mode: 'real', template: { code: 'P-T', text: '练习' } })
  expect(library.view().entries).toEqual([])
})

test('a refusal counts for the part of the content that its code is about', () => {
  const library = open()
  const memory = memoryOf(library)
  const campaign = { ...content, mode: 'real' } as const
  memory.begun(campaign)
  memory.paused({ reason: 'campaign-code', code: 30005 }, () => campaign)
  memory.paused({ reason: 'campaign-code', code: 30006 }, () => campaign)
  memory.paused({ reason: 'campaign-code', code: 30014 }, () => campaign)
  memory.paused({ reason: 'account-code', code: 30019 }, () => campaign)
  memory.paused({ reason: 'owner' }, () => campaign)
  expect(library.view().entries.map(({ kind, refused }) => [kind, refused])).toEqual(
    expect.arrayContaining([
      ['signature', 1],
      ['template', 2],
    ]),
  )
})

test('a library that can’t be written is told of, and stops nobody', () => {
  const failures: unknown[] = []
  const memory = createContentMemory({
    library: {
      used: () => {
        throw new Error('the disk is full')
      },
      refused: () => undefined,
    },
    practice,
    onFailure: error => failures.push(error),
  })
  memory.begun({ ...content, mode: 'real' })
  expect(failures).toHaveLength(1)
})
