import { z } from 'zod'
import {
  optOutCellsSchema,
  optOutPageSchema,
  optOutPhonesSchema,
  optOutQuerySchema,
  optOutReasonSchema,
  optOutSchema,
  optOutsAddedSchema,
  optOutTextSchema,
} from '../../domain/opt-out.ts'
import { countSchema } from '../../domain/ranges.ts'
import { type CallsOf, exported, nothing, onePhone } from './shapes.ts'

/** People who must get nothing. */
export const optOutCalls = {
  'optOuts.add': { input: optOutTextSchema, output: optOutsAddedSchema },
  'optOuts.addMany': { input: optOutCellsSchema, output: optOutsAddedSchema },
  'optOuts.remove': {
    input: optOutPhonesSchema,
    output: z.object({ removed: countSchema, count: countSchema }),
  },
  /** Restores a removed entry. */
  'optOuts.putBack': {
    input: optOutSchema.extend({ phone: onePhone, reason: optOutReasonSchema }),
    output: z.object({ count: countSchema }),
  },
  'optOuts.page': { input: optOutQuerySchema, output: optOutPageSchema },
  'optOuts.count': { input: nothing, output: z.object({ count: countSchema }) },
  /** Which of the phones have opted out, in the notation given. */
  'optOuts.contains': { input: optOutPhonesSchema, output: z.object({ optedOut: z.array(z.string()) }) },
  'optOuts.export': { input: nothing, output: exported },
} as const satisfies CallsOf<'optOuts'>
