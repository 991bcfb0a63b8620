import { join } from 'node:path'
import { ensureDependencies } from '../setup/dependencies.mjs'
import { inStep } from '../setup/failure.mjs'
import { runTool } from '../setup/run.mjs'

/** Lint, format, the rule of import directions, what nobody uses, and types: everything that needs no runtime. */
export async function check() {
  let failed = await runTool(join('@biomejs', 'biome', 'bin', 'biome'), ['check', '--error-on-warnings', '.'])
  failed ||= await runTool(join('knip', 'bin', 'knip.js'), ['--no-progress'])
  for (const project of ['.', 'electron', 'renderer', 'test']) {
    failed ||= await runTool(join('typescript', 'bin', 'tsc'), ['-p', project])
  }
  return failed
}

/** `npm run check`. */
export async function command() {
  await inStep('dependencies', ensureDependencies)
  return check()
}
