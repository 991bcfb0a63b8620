import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { runTool } from './setup/run.mjs'
import { main } from './setup/setup.mjs'

/** Lint, format, the rule of import directions, what nobody uses, and types: everything that needs no runtime. */
export async function check() {
  let failed = await runTool(join('@biomejs', 'biome', 'bin', 'biome'), ['check', '--error-on-warnings', '.'])
  failed ||= await runTool(join('knip', 'bin', 'knip.js'), ['--no-progress'])
  for (const project of ['.', 'electron', 'renderer', 'test']) {
    failed ||= await runTool(join('typescript', 'bin', 'tsc'), ['-p', project])
  }
  return failed
}

if (process.argv[1]?.endsWith('check.mjs')) {
  main(async () => {
    await ensureDependencies()
    return check()
  })
}
