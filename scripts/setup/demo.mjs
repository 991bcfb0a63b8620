import { join } from 'node:path'
import { runPlaywright } from './playwright.mjs'

/** The guided demo: the real window, driven through the whole job in practice mode; leaves demo-output/. */
export const runDemo = electron => runPlaywright(electron, ['--config', join('test', 'demo.config.ts')])
