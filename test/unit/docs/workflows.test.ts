import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The recipes of continuous integration, as far as they can be judged without running them. */

const root = join(import.meta.dirname, '..', '..', '..')
const folder = join(root, '.github', 'workflows')
const recipes = readdirSync(folder).map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

test('every action is pinned to a commit, and the release stands beside it', () => {
  const uses = recipes.flatMap(({ text }) => [...text.matchAll(/uses: (.*)$/gm)].map(([, what = '']) => what))
  expect(uses.length).toBeGreaterThan(4)
  for (const what of uses) expect(what).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('a recipe may read the sources and nothing more, and asks for no scripts that are not there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const { name, text } of recipes) {
    expect(text, name).toContain('permissions:\n  contents: read\n')
    expect(text, name).not.toMatch(/: write\b|pull_request_target/)
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g))
      expect(scripts, name).toHaveProperty([script])
  }
})

test('secrets are seen by tags alone', () => {
  for (const { text } of recipes)
    for (const [line] of text.matchAll(/^.*secrets\..*$/gm))
      expect(line).toContain("startsWith(github.ref, 'refs/tags/') &&")
})
