import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { makeDeb } from '../package/deb.mjs'
import { packagedRuntime, runtimeArgs } from '../package/runtime.mjs'
import { elsewhere, targets, unpacked } from '../package/targets.mjs'
import { ensureBuild } from '../setup/build.mjs'
import { ensureDependencies } from '../setup/dependencies.mjs'
import { inStep } from '../setup/failure.mjs'
import { collectTool, root } from '../setup/run.mjs'

const manifest = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Why what is made here must not be handed out; none: it may. */
function reservations(runtime) {
  const found = []
  if (!runtime.official)
    found.push(
      `运行环境是替代品 Electron ${runtime.version} / made with a stand-in for Electron, ${runtime.version}`,
    )
  if (new URL(manifest().homepage).hostname.endsWith('.invalid'))
    found.push('package.json 里的主页还没有填写 / the homepage in package.json is still to be filled in')
  return found
}

const program = name =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(path => existsSync(path))

/** electron-builder's zip needs 7-Zip; where the system has one, it is not downloaded. */
const sevenZip = () => {
  const path = process.env.ELECTRON_BUILDER_7ZIP_PATH ?? program('7za')
  return path === undefined ? {} : { ELECTRON_BUILDER_7ZIP_PATH: path }
}

/** The line of a failed program's output that tells why. */
const reasonOf = output =>
  output
    .split('\n')
    .filter(line => /⨯|error|cannot|failed/i.test(line))
    .map(line => line.trim())
    .at(0)
    ?.slice(0, 200) ?? 'see the output above'

/**
 * `npm run package`: the packages of this system, as far as this computer can make them, in release/; what can't be
 * made is said. `-- --only=dir`: the unpacked app alone; `--only=deb,zip`: these.
 */
export async function command(args) {
  await inStep('dependencies', ensureDependencies)
  const only = args
    .find(arg => arg.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',')
  const runtime = await inStep('electron', packagedRuntime)
  await inStep('build', () => ensureBuild({ release: true }))
  const doubts = reservations(runtime)
  const output = join(root, 'release', doubts.length === 0 ? 'packages' : 'not-for-release')
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const builder = more =>
    collectTool(
      join('electron-builder', 'cli.js'),
      [...more, '--publish', 'never', `--config.directories.output=${output}`, ...runtimeArgs(runtime)],
      { env: { ...process.env, ...sevenZip() } },
    )

  console.log('打包 / packaging …')
  const plain = unpacked()
  const made = await builder(plain.args)
  if (made.code !== 0) {
    process.stderr.write(made.output)
    return made.code
  }
  const app = join(output, plain.folder)
  const notBuilt = []
  for (const target of targets[process.platform] ?? []) {
    if (only !== undefined && !only.includes(target.name)) continue
    const packed = target.args === undefined ? await debOf(app, output) : await builder(target.args)
    if (packed.code !== 0) notBuilt.push(`${target.name}: ${reasonOf(packed.output)}`)
  }
  tell({ output, app, notBuilt, doubts })
  return 0
}

const debOf = (app, output) =>
  program('dpkg-deb') === undefined
    ? { code: 1, output: 'error: dpkg-deb is not installed' }
    : makeDeb({
        app,
        arch: process.arch,
        work: join(output, 'deb'),
        to: join(output, `${manifest().name}-${manifest().version}-linux-${process.arch}.deb`),
      })

const megabytes = bytes => `${Math.round(bytes / 1e5) / 10} MB`

/** Writes the sums beside the packages, and says what there is, what there isn't, and whether it may be handed out. */
function tell({ output, app, notBuilt, doubts }) {
  const packages = readdirSync(output).filter(name => /\.(exe|zip|dmg|deb|AppImage)$/.test(name))
  const sums = packages.map(name => {
    const sum = createHash('sha256')
      .update(readFileSync(join(output, name)))
      .digest('hex')
    return `${sum}  ${name}\n`
  })
  if (sums.length > 0) writeFileSync(join(output, 'SHA256SUMS'), sums.join(''))
  console.log(`\n${app}`)
  for (const name of packages)
    console.log(`${join(output, name)}  ${megabytes(statSync(join(output, name)).size)}`)
  for (const line of notBuilt) console.log(`没有做成 / not made: ${line}`)
  console.log(
    `${elsewhere(process.platform).join('、')}：请在那个系统上运行 / to be packaged on that system (docs/package.md)`,
  )
  for (const doubt of doubts) console.log(`不能对外发布 / NOT FOR RELEASE: ${doubt}`)
}
