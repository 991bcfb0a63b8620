import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { withCharset } from './locale.mjs'
import { root, run } from './run.mjs'

/** Runs Playwright on Electron's own Node, with a display. The specs launch `ZHANGGUI_ELECTRON`. */
export const runPlaywright = (electron, args, extraEnv = {}) =>
  withDisplay(env =>
    run(electron, [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...args], {
      env: { ...withCharset(env), ...extraEnv, ELECTRON_RUN_AS_NODE: '1', ZHANGGUI_ELECTRON: electron },
    }),
  )
