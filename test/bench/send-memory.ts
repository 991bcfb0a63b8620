import { keepYoungGenerationSmall } from '../../electron/services/sending/young-generation.ts'
import { openEngineStage, stageCampaign } from '../fakes/engine-stage.ts'
import { fullSpeed } from './send-bench.ts'

/** `send-memory.ts <database> stage <count>` makes a campaign; `… send <url>` sends it and prints the peak memory. */
const [databasePath = '', task, argument = ''] = process.argv.slice(2)

if (task === 'stage') {
  stageCampaign(databasePath, Number(argument))
} else {
  keepYoungGenerationSmall()
  const stage = openEngineStage({ databasePath, url: argument, ...fullSpeed })
  stage.start(1)
  await stage.engine.idle()
  await stage.close()
  // maxRSS is in kilobytes on every system.
  console.log(JSON.stringify({ peakMegabytes: process.resourceUsage().maxRSS / 1024 }))
}
