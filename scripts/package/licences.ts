import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { Licence } from '../../shared/domain/licence.ts'

/** The package that a module of the bundle comes from: its folder. */
const folderPattern = /^(?:\0)?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/

const licenceFile = /^(licen[cs]e|copying)(\.(md|txt|mit))?$/i

function licenceIn(folder: string): Licence {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(entry => licenceFile.test(entry))
  if (file !== undefined)
    return { name, version, licence: license, text: readFileSync(join(folder, file), 'utf8').trim() }
  // Whose package holds no text has named one whose words are known, or the build stops here.
  if (license !== 'MIT') throw new Error(`${name} holds no text of its licence (${license})`)
  const holder = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`)
  return { name, version, licence: license, text: `Copyright (c) ${holder}\n\n${mitWords}` }
}

const mitWords = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

/** Folders of the packages whose code went into a bundle, gathered over all the outputs of one build. */
export function createLicences(alsoPackaged: readonly string[]) {
  const folders = new Set(alsoPackaged)
  const plugin: Plugin = {
    name: 'licences',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue
        for (const id of part.moduleIds) {
          const folder = folderPattern.exec(id)?.[1]
          if (folder !== undefined) folders.add(folder)
        }
      }
    },
  }
  return {
    plugin,
    /** Writes the licences of everything that is packaged, in the order of the names. */
    write(path: string): void {
      const licences = [...folders].map(licenceIn)
      licences.sort((one, other) => one.name.localeCompare(other.name, 'en'))
      writeFileSync(path, `${JSON.stringify(licences, null, 1)}\n`)
    },
  }
}
