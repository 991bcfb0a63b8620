import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { OptOutService } from '../../services/opt-outs/opt-out-service.ts'
import type { Handlers } from '../register.ts'

export const optOutHandlers = (optOuts: OptOutService, { written }: Pick<WrittenFiles, 'written'>) =>
  ({
    'optOuts.add': text => optOuts.add(text),
    'optOuts.addMany': batch => optOuts.addMany(batch),
    'optOuts.remove': ({ phones }) => optOuts.remove(phones),
    'optOuts.putBack': entry => optOuts.putBack(entry),
    'optOuts.page': query => optOuts.page(query),
    'optOuts.count': () => ({ count: optOuts.count() }),
    'optOuts.contains': ({ phones }) => ({ optedOut: [...optOuts.contains(phones)] }),
    'optOuts.export': async () => written(await optOuts.exportAll()),
  }) satisfies Partial<Handlers>
