import type { UpdateCheck } from '../../services/updates/update-check.ts'
import type { Handlers } from '../register.ts'

export const updateHandlers = (
  check: Pick<UpdateCheck, 'notice' | 'page'> | null,
  openPage: (address: string) => Promise<void>,
) =>
  ({
    'updates.notice': () => check?.notice() ?? null,
    'updates.openPage': async () => {
      const page = check?.page() ?? null
      if (page !== null) await openPage(page)
    },
  }) satisfies Partial<Handlers>
