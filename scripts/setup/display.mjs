import { spawn } from 'node:child_process'
import { hasDisplay } from './system.mjs'

/**
 * Gives `work` an environment with a display: the machine's own, or an Xvfb that lives as long as the work.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env)
  // Without -noreset it starts anew whenever its last client has gone, and whoever connects just then is refused.
  const flags = ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const end = () => server.kill()
  process.once('exit', end)
  try {
    const display = await new Promise((resolve, reject) => {
      server.once('error', reject)
      server.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)))
      server.stdio[3].once('data', chunk => resolve(`:${String(chunk).trim()}`))
    })
    return await work({ ...process.env, DISPLAY: display })
  } finally {
    process.off('exit', end)
    end()
  }
}
