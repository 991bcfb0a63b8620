import type { Practice } from '../../services/provider/practice.ts'
import type { Handlers } from '../register.ts'

export const practiceHandlers = (practice: Practice) =>
  ({
    'practice.account': () => practice.account(),
    'practice.stats': () => practice.stats(),
  }) satisfies Partial<Handlers>
