import { expect, test } from 'vitest'
import { zipDirectory, zipNames } from '../../../../renderer/workers/import/zip-names.ts'
import { makeZip } from '../../../integration/zip-maker.ts'

const names = ['[Content_Types].xml', 'xl/workbook.xml', '名单/一月.csv']
const zip = makeZip(names.map(name => ({ name, content: 'x'.repeat(100) })))

const namesIn = (file: Uint8Array): readonly string[] | null => {
  const directory = zipDirectory(file)
  return directory && zipNames(file.subarray(directory.offset, directory.offset + directory.length))
}

test('the names of the parts, by the directory at the end', () => {
  expect(namesIn(zip)).toEqual(names)
})

test('a comment behind the directory hides nothing', () => {
  expect(namesIn(new Uint8Array([...zip, ...new TextEncoder().encode('压缩于 2026'.repeat(50))]))).toEqual(
    names,
  )
})

test('of a damaged directory what can be read, of no zip nothing', () => {
  const directory = zipDirectory(zip)
  expect(directory).not.toBeNull()
  const { offset = 0, length = 0 } = directory ?? {}
  const bytes = zip.slice(offset, offset + length)
  expect(zipNames(bytes.subarray(0, 80))).toEqual(names.slice(0, 1))
  expect(zipNames(new Uint8Array(200))).toEqual([])
  expect(zipDirectory(zip.subarray(0, 100))).toBeNull()
  expect(zipDirectory(new Uint8Array(5))).toBeNull()
})

test('a directory that claims to be longer than any is read in part', () => {
  const lying = zip.slice()
  const end = lying.length - 22
  new DataView(lying.buffer).setUint32(end + 12, 0xffffffff, true)
  expect(zipDirectory(lying)?.length).toBe(1024 * 1024)
})
