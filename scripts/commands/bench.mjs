import { join } from 'node:path'
import { root, run } from '../setup/run.mjs'
import { setUp } from '../setup/setup.mjs'

/** `npm run bench [-- --json]`: the figures, in the app's own runtime. */
export async function command(args) {
  const electron = await setUp({ needs: 'window' })
  return run(electron, [join(root, 'test', 'bench', 'bench.ts'), ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
}
