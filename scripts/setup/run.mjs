import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const stdioOf = { shown: 'inherit', 'on-failure': ['ignore', 'pipe', 'pipe'], never: 'ignore' }

/**
 * Runs a program to its end and resolves with its exit code. `output`: shown as it comes, only when it fails, or
 * never.
 */
export function run(program, args, { env = process.env, output: show = 'shown', cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: stdioOf[show] })
    const output = []
    child.stdout?.on('data', chunk => output.push(chunk))
    child.stderr?.on('data', chunk => output.push(chunk))
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      const exitCode = code ?? (signal === null ? 1 : 130)
      if (show === 'on-failure' && exitCode !== 0) process.stderr.write(Buffer.concat(output))
      resolve(exitCode)
    })
  })
}

/** npm's own script, so that npm can be run by Node without a shell on every system. */
export function npmScript(node = process.execPath) {
  const beside = dirname(node)
  const candidates = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const found = candidates.find(path => path?.endsWith('.js') && existsSync(path))
  if (found === undefined) throw new Error('npm was not found beside Node.js; run the command through npm.')
  return found
}

export const runNpm = (args, options) => run(process.execPath, [npmScript(), ...args], options)

/** Runs a command line tool of a dependency by its script. */
export const runTool = (script, args, options) =>
  run(process.execPath, [join(root, 'node_modules', script), ...args], options)
