import { ensureDependencies } from './dependencies.mjs'
import { inStep } from './failure.mjs'
import { ensureRuntime } from './runtime.mjs'
import { ensureSystemLibraries } from './system.mjs'

/**
 * Sets up whatever is missing: dependencies, Electron, and the system components that the purpose needs.
 * @param {{ needs: import('./system.mjs').Purpose }} purpose
 * @returns {Promise<string>} the path of Electron's program
 */
export async function setUp({ needs }) {
  await inStep('dependencies', ensureDependencies)
  const electron = await inStep('electron', ensureRuntime)
  await inStep('system-libraries', () => ensureSystemLibraries(electron, needs))
  return electron
}
