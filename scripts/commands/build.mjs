import { ensureBuild } from '../setup/build.mjs'
import { ensureDependencies } from '../setup/dependencies.mjs'
import { inStep } from '../setup/failure.mjs'

/** `npm run build`: the app's files in dist/. */
export async function command() {
  await inStep('dependencies', ensureDependencies)
  await inStep('build', () => ensureBuild({ force: true }))
  return 0
}
