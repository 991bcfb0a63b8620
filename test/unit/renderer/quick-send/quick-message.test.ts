import { describe, expect, test } from 'vitest'
import { emptyContent } from '../../../../renderer/features/compose/content.ts'
import {
  emptyMessage,
  lastUsed,
  missingParts,
  phoneOf,
} from '../../../../renderer/features/quick-send/quick-message.ts'
import type { CampaignView } from '../../../../shared/domain/campaign.ts'
import { noCounts } from '../../../../shared/domain/states.ts'

const campaign = (id: number, mode: 'practice' | 'real', signatureCode: string): CampaignView => ({
  id,
  parentId: null,
  kind: 'bulk',
  name: 'x',
  mode,
  status: 'finished',
  pause: null,
  hold: null,
  signature: { name: '小店', code: signatureCode },
  template: { code: 'T', text: '您好${姓名}' },
  valueNames: ['姓名'],
  source: { fileName: '', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  counts: noCounts,
  partsByState: noCounts,
  skipped: [],
  createdAt: id,
  scheduledAt: null,
  startedAt: null,
  finishedAt: null,
})

describe('what was used last', () => {
  const known = [campaign(1, 'real', 'OLD'), campaign(2, 'real', 'NEW'), campaign(3, 'practice', 'PRACTICE')]
  const written = {
    ...emptyContent,
    signature: { name: '练习', code: 'PRACTICE' },
    template: { code: 'P', text: '您好' },
  }

  test('is what stands in the wizard', () => {
    expect(lastUsed(written, known, 'practice', 'PRACTICE').template.code).toBe('P')
  })

  test('else the newest campaign of the same mode', () => {
    expect(lastUsed(emptyContent, known, 'real', 'PRACTICE').signature.code).toBe('NEW')
    expect(lastUsed(emptyContent, known, 'practice', 'PRACTICE').signature.code).toBe('PRACTICE')
    expect(lastUsed(emptyContent, [], 'real', 'PRACTICE')).toEqual(emptyMessage)
  })

  test('is never the practice signature for real sending', () => {
    expect(lastUsed(written, known, 'real', 'PRACTICE').signature.code).toBe('NEW')
  })
})

test('a phone is read in any way of writing, and only one', () => {
  expect(phoneOf('138 0013-8000')).toBe('13800138000')
  expect(phoneOf('+86 13800138000')).toBe('13800138000')
  expect(phoneOf('13800138000、13900139000')).toBeNull()
  expect(phoneOf('12345')).toBeNull()
})

test('what is missing is named: parts of the message, then blank variables', () => {
  expect(missingParts('', emptyMessage, new Map()).parts).toHaveLength(5)
  const { signature, template } = campaign(1, 'real', 'S')
  expect(missingParts('13800138000', { signature, template }, new Map([['姓名', ' ']]))).toEqual({
    parts: [],
    variables: ['姓名'],
  })
})
