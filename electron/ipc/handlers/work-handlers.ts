import type { WorkStore } from '../../services/works/work-store.ts'
import type { Handlers } from '../register.ts'

export const workHandlers = (works: WorkStore) =>
  ({
    'works.list': () => works.list(),
    'works.get': ({ workId }) => works.get(workId),
    'works.begin': async () => ({ workId: await works.begin() }),
    'works.putFile': piece => works.putFile(piece),
    'works.readFile': place => works.readFile(place),
    'works.save': ({ workId, work }) => works.save(workId, work),
    'works.remove': ({ workId }) => works.remove(workId),
    'works.throwAway': ({ workId }) => works.throwAway(workId),
    'works.putBack': ({ workId }) => works.putBack(workId),
  }) satisfies Partial<Handlers>
