import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { runTool } from './setup/run.mjs'
import { main } from './setup/setup.mjs'

main(async () => {
  await ensureDependencies()
  return runTool(join('@biomejs', 'biome', 'bin', 'biome'), ['check', '--write', '.'])
})
