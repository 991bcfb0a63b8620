import { expect, test } from 'vitest'
import { starterGroups } from '../../../../renderer/features/compose/starters.ts'
import { defaultSettings } from '../../../../shared/domain/settings.ts'
import { reviewMessage } from '../../../../shared/sms/review/review.ts'
import { parseTemplate } from '../../../../shared/sms/template.ts'

test.each([...starterGroups.uses, ...starterGroups.occasions])(
  'the text for $id passes the app’s own review',
  ({ text }) => {
    const { findings } = reviewMessage({
      signatureName: '好邻居超市',
      templateText: text,
      optOutWording: defaultSettings.optOutWording,
      warnWords: [],
      rulesOff: [],
    })
    expect(findings.filter(({ severity }) => severity !== 'mind')).toEqual([])
    expect(parseTemplate(text).problems).toEqual([])
  },
)
