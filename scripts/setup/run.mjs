import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Runs a program to its end, its output shown as it comes, and resolves with its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export async function run(program, args, { env = process.env } = {}) {
  return ended(spawn(program, args, { cwd: root, env, stdio: 'inherit' }))
}

/**
 * Runs a program to its end and resolves with its exit code and what it wrote. `errors: 'shown'`: its standard error
 * is shown as it comes, and not kept.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, errors?: 'kept' | 'shown' }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function collect(program, args, { env = process.env, errors = 'kept' } = {}) {
  const stdio = /** @type {const} */ (['ignore', 'pipe', errors === 'kept' ? 'pipe' : 'inherit'])
  const child = spawn(program, args, { cwd: root, env, stdio: [...stdio] })
  const chunks = []
  child.stdout.on('data', chunk => chunks.push(chunk))
  child.stderr?.on('data', chunk => chunks.push(chunk))
  const code = await ended(child)
  return { code, output: Buffer.concat(chunks).toString('utf8') }
}

const ended = child =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)))
  })

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

export const collectNpm = (args, options) => collect(process.execPath, [npmScript(), ...args], options)

/** Runs a command line tool of a dependency by its script. */
export const runTool = (script, args) => run(process.execPath, [join(root, 'node_modules', script), ...args])

export const collectTool = (script, args, options) =>
  collect(process.execPath, [join(root, 'node_modules', script), ...args], options)
