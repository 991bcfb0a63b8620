import { describe, expect, test } from 'vitest'
import { createMappingStore } from '../../electron/services/contact-lists/mapping-store.ts'
import { createPatience } from '../../electron/services/storage/patience.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import { database, time } from './contact-list-stage.ts'

describe('how a file was read', () => {
  const mapping = {
    phoneColumns: [2, 0],
    nameColumn: null,
    tagColumn: null,
    variables: [{ name: '姓名', column: 1 }],
  }

  const turns = createTurns(systemClock, createPatience(systemClock))

  test('is remembered for files with the same header', async () => {
    const mappings = createMappingStore(database, () => time.nowMs, turns)
    expect(mappings.get(['电话', '姓名'])).toBeNull()
    await mappings.set(['电话', '姓名'], mapping)
    expect(mappings.get([' 电话', '姓名 '])).toEqual(mapping)
    expect(mappings.get(['姓名', '电话'])).toBeNull()
    await mappings.set(['电话', '姓名'], { ...mapping, tagColumn: 3 })
    expect(mappings.get(['电话', '姓名'])).toEqual({ ...mapping, tagColumn: 3 })
  })

  test('a header is known by the beginnings of its cells, which are cut before anything else is done to them', async () => {
    const mappings = createMappingStore(database, () => time.nowMs, turns)
    const long = '列'.repeat(200)
    await mappings.set([`${long}甲`], mapping)
    expect(mappings.get([`${long}乙`])).toEqual(mapping)
    expect(mappings.get([long.slice(1)])).toBeNull()
    // Together no more than 50,000 characters; how many cells there are still counts.
    const wide = Array(250).fill(long)
    await mappings.set([...wide, '甲'], mapping)
    expect(mappings.get([...wide, '乙'])).toEqual(mapping)
    expect(mappings.get(wide)).toBeNull()
  })

  test('is forgotten when many others came after it, or when it is of an unknown form', async () => {
    const mappings = createMappingStore(database, () => time.nowMs++, turns)
    for (let n = 0; n < 205; n++) await mappings.set([`列${n}`], mapping)
    expect([0, 4, 5, 204].map(n => mappings.get([`列${n}`]) !== null)).toEqual([false, false, true, true])
    database.exec(`UPDATE mappings SET mapping_json = '{"phoneColumns":"?"}'`)
    expect(mappings.get(['列204'])).toBeNull()
  })
})
