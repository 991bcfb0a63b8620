import type { Retention } from '../../services/campaigns/retention.ts'
import type { Handlers } from '../register.ts'

export const retentionHandlers = (retention: Retention) =>
  ({
    'retention.survey': ({ months }) => retention.survey(months),
  }) satisfies Partial<Handlers>
