import { expect, test } from 'vitest'
import { pauseReasons } from '../../../../shared/domain/states.ts'
import { advisesAgainstGoingOn } from '../../../../shared/provider/advice.ts'
import { codeCatalogue } from '../../../../shared/provider/codes.ts'

const codes = Object.keys(codeCatalogue).map(Number)

test('whatever a campaign was paused for, going on is advised against once the app’s own mistake was answered', () => {
  for (const reason of pauseReasons) {
    const advised = codes.filter(code => advisesAgainstGoingOn({ reason, causes: [{ code, count: 1 }] }))
    expect([reason, advised]).toEqual([reason, reason === 'app-fault' ? codes : [30010, 30027]])
  }
})

test('a pause without codes goes on as the owner likes', () => {
  for (const reason of pauseReasons) expect(advisesAgainstGoingOn({ reason })).toBe(reason === 'app-fault')
})
