import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { chosenTests } from '../../../scripts/setup/chosen-tests.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const parts = 'test/unit/shared/sms/parts.test.ts'
const crash = 'test/e2e/crash.spec.ts'

describe('what npm test -- … asks for', () => {
  test.each([
    [[], { isLong: false, vitest: [], playwright: [] }],
    [['--long'], { isLong: true, vitest: [], playwright: [] }],
    [[parts], { isLong: false, vitest: [parts], playwright: [] }],
    [[crash], { isLong: false, vitest: [], playwright: [crash] }],
    [[`${crash}:20`], { isLong: false, vitest: [], playwright: [`${crash}:20`] }],
    [[`./${parts}`], { isLong: false, vitest: [parts], playwright: [] }],
    [[join(root, parts)], { isLong: false, vitest: [parts], playwright: [] }],
    [
      [parts, '--long', 'test/e2e', 'test/security/'],
      { isLong: true, vitest: [parts, 'test/security'], playwright: ['test/e2e'] },
    ],
  ])('%j', (args, chosen) => {
    expect(chosenTests(args, { root, cwd: root })).toEqual(chosen)
  })

  test('a path counts from where the command was typed, else from the project', () => {
    const cwd = join(root, 'test/e2e')
    expect(chosenTests(['crash.spec.ts', parts], { root, cwd })).toEqual({
      isLong: false,
      vitest: [parts],
      playwright: [crash],
    })
  })

  test.each(['--lnog', 'test/unit/no-such.test.ts', 'test/fakes/clocks.ts', 'electron', '..'])(
    '%s is no test, and nothing is run in its place',
    arg => {
      expect(() => chosenTests([arg], { root, cwd: root })).toThrow(`No test here: ${arg}`)
    },
  )
})
