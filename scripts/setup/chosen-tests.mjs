import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { SetupFailure } from './failure.mjs'

/** Folders of tests, and what runs the tests in each. */
const runners = {
  'test/unit': 'vitest',
  'test/integration': 'vitest',
  'test/security': 'vitest',
  'test/setup': 'vitest',
  'test/e2e': 'playwright',
}

/** @typedef {{ isLong: boolean, vitest: string[], playwright: string[] }} ChosenTests paths with forward slashes */

/**
 * What the arguments of `npm test -- …` ask for: `--long`, and paths of test files or folders, each for the program
 * that runs it. A line may follow a path (`crash.spec.ts:20`). No path: everything.
 * @param {readonly string[]} args
 * @param {{ root: string, cwd: string }} folders the project's folder, and the one in which the command was typed
 * @returns {ChosenTests}
 */
export function chosenTests(args, { root, cwd }) {
  /** @type {ChosenTests} */
  const chosen = { isLong: false, vitest: [], playwright: [] }
  for (const arg of args) {
    if (arg === '--long') {
      chosen.isLong = true
      continue
    }
    const { path, line } = located(arg, { root, cwd })
    const folder = Object.keys(runners).find(known => path === known || path?.startsWith(`${known}/`))
    if (folder === undefined) {
      const folders = Object.keys(runners).join(' ')
      throw new SetupFailure(
        `这里没有测试：${arg}。请给出以下文件夹里的测试文件：${folders}\n` +
          `No test here: ${arg}. Name a test file or folder in: ${folders}`,
      )
    }
    chosen[runners[folder]].push(path + line)
  }
  return chosen
}

/** A path as typed, relative to the project's folder; undefined where nothing stands there. */
function located(arg, { root, cwd }) {
  const [, typed, line] = /^(.*?)(:\d+)?$/.exec(arg)
  const found = [resolve(cwd, typed), join(root, typed)].find(path => existsSync(path))
  return { path: found && relative(root, found).split(sep).join('/'), line: line ?? '' }
}
