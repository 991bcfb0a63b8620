import { readFileSync } from 'node:fs'
import { adviceForNode } from './setup/node-version.mjs'

/**
 * Where every npm script begins: `node scripts/main.mjs <command> [arguments]`. This file and node-version.mjs keep
 * to what Node.js 16 understands, and everything else is imported after the check, so that an old Node.js is told
 * what to install instead of failing on syntax that it does not know.
 */
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const advice = adviceForNode(process.versions.node, engines.node)

/** A failure that was put into words is told in those words; any other keeps its stack. */
function fail(error) {
  console.error(error instanceof Error && error.name !== 'SetupFailure' ? error.stack : String(error.message))
  process.exitCode = 1
}

if (advice !== null) {
  fail({ message: advice })
} else {
  import(`./commands/${process.argv[2]}.mjs`)
    .then(module => module.command(process.argv.slice(3)))
    .then(code => {
      process.exitCode = code
    })
    .catch(fail)
}
