import { join } from 'node:path'
import { ensureDependencies } from '../setup/dependencies.mjs'
import { inStep } from '../setup/failure.mjs'
import { runTool } from '../setup/run.mjs'

/** `npm run format`: format and lint, mended in place. */
export async function command() {
  await inStep('dependencies', ensureDependencies)
  return runTool(join('@biomejs', 'biome', 'bin', 'biome'), ['check', '--write', '.'])
}
