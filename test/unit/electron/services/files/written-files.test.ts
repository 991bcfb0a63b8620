import { beforeEach, expect, test } from 'vitest'
import { createWrittenFiles } from '../../../../../electron/services/files/written-files.ts'

let done: string[]
let gone: ReadonlySet<string>
let problem: string
const files = () =>
  createWrittenFiles(
    {
      open: async path => {
        done.push(`open ${path}`)
        return problem
      },
      show: path => done.push(`show ${path}`),
    },
    path => !gone.has(path),
  )

beforeEach(() => {
  done = []
  gone = new Set()
  problem = ''
})

test('a file that was written is opened and shown by its number, however many came after it', async () => {
  const { written, open, show } = files()
  const first = written({ path: '/home/报告.xlsx', rows: 3 })
  const second = written({ path: '/home/名单.csv', rows: 4 })
  expect(first).toEqual({ path: '/home/报告.xlsx', rows: 3, fileId: 1 })
  await open(first.fileId)
  show(second.fileId)
  expect(done).toEqual(['open /home/报告.xlsx', 'show /home/名单.csv'])
})

test('where the owner closed the dialog there is no file', () => {
  const nothing: { path: string | null } = { path: null }
  expect(files().written(nothing)).toEqual({ path: null, fileId: null })
})

test('a number that was never given leads nowhere', async () => {
  const { open, show } = files()
  await expect(open(1)).rejects.toMatchObject({ code: 'not-found' })
  expect(() => show(7)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(done).toEqual([])
})

test('a file that is no table by its name is shown and not run', async () => {
  const { written, open } = files()
  await open(written({ path: '/home/report.exe' }).fileId)
  expect(done).toEqual(['show /home/report.exe'])
})

test('a file that is gone, or that no program opens, is said to be so', async () => {
  const { written, open, show } = files()
  const { fileId } = written({ path: '/home/a.csv' })
  problem = 'no application'
  await expect(open(fileId)).rejects.toMatchObject({ code: 'file-not-openable' })
  gone = new Set(['/home/a.csv'])
  expect(() => show(fileId)).toThrow(expect.objectContaining({ code: 'file-not-openable' }))
})
