import { ensureBuild } from '../setup/build.mjs'
import { runDemo } from '../setup/demo.mjs'
import { inStep } from '../setup/failure.mjs'
import { withCharset } from '../setup/locale.mjs'
import { root, run } from '../setup/run.mjs'
import { setUp } from '../setup/setup.mjs'
import { hasDisplay } from '../setup/system.mjs'

/** `npm start`: set up, build, open the app. `npm start -- --demo`, or no display: the guided demo. */
export async function command(args) {
  const electron = await setUp({ needs: 'window' })
  await inStep('build', ensureBuild)
  if (args.includes('--demo') || !hasDisplay()) return runDemo(electron)
  // Electron refuses Chromium's sandbox to root; a desktop user is never root.
  const flags = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  return run(electron, [...flags, root], { env: withCharset(process.env) })
}
