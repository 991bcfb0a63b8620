import { ensureDependencies } from './dependencies.mjs'
import { ensureRuntime } from './runtime.mjs'
import { ensureSystemLibraries } from './system.mjs'

/**
 * Sets up whatever is missing: dependencies, Electron, system libraries.
 * @returns {Promise<string>} the path of Electron's program
 */
export async function setUp({ forTests }) {
  await ensureDependencies()
  const electron = await ensureRuntime()
  await ensureSystemLibraries(electron, { forTests })
  return electron
}

/** Runs a script's body; a failure is told in one line and gives exit code 1. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
