import { join } from 'node:path'
import { root, run } from './setup/run.mjs'
import { main, setUp } from './setup/setup.mjs'

/** `npm run bench [-- --json]`: the figures, in the app's own runtime. */
main(async () => {
  const electron = await setUp({ forTests: false })
  return run(electron, [join(root, 'test', 'bench', 'bench.ts'), ...process.argv.slice(2)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
})
