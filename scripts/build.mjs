import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { main } from './setup/setup.mjs'

main(async () => {
  await ensureDependencies()
  await ensureBuild({ force: true })
})
