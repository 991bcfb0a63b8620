import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { withCharset } from './locale.mjs'
import { root, run } from './run.mjs'

/**
 * Runs Playwright on Electron's own Node, with a display. The specs launch `ZHANGGUI_ELECTRON`. `around` may put another
 * program around the command.
 */
export const runPlaywright = (
  electron,
  args,
  extraEnv = {},
  around = (program, given) => ({ program, args: given }),
) =>
  withDisplay(env => {
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    const command = around(electron, [cli, 'test', ...args])
    return run(command.program, command.args, {
      env: { ...withCharset(env), ...extraEnv, ELECTRON_RUN_AS_NODE: '1', ZHANGGUI_ELECTRON: electron },
    })
  })
