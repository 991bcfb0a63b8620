import type { Plugin } from 'vite'
import { usedStyles } from './used-styles.ts'

/** Folder of an antd component → the beginnings of its class names. A component that is not named here is not styled. */
const classesOf: Readonly<Record<string, readonly string[]>> = {
  button: ['btn'],
  checkbox: ['checkbox'],
  'config-provider': [],
  empty: ['empty'],
  input: ['input'],
  'input-number': ['input-number'],
  pagination: ['pagination'],
  radio: ['radio'],
  segmented: ['segmented'],
  select: ['select'],
  space: ['space'],
  switch: ['switch'],
  tooltip: ['tooltip', 'zoom'],
}

/** Animations and marks that several components share. */
const shared = ['slide', 'motion', 'css', 'app']

/**
 * Takes from antd's style sheet (1 MB) what the components in the page can need. The build fails where a component is
 * in the page and not in the list above, so that none is ever shown without its styles.
 */
export const antdStyles = (): Plugin => ({
  name: 'antd-styles',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /[\\/]antd[\\/]dist[\\/]antd\.css$/ },
    handler: code => usedStyles(code, [...Object.values(classesOf).flat(), ...shared]),
  },
  generateBundle(_options, bundle) {
    const missing = new Set<string>()
    for (const part of Object.values(bundle)) {
      if (part.type !== 'chunk') continue
      for (const [id, { renderedLength }] of Object.entries(part.modules)) {
        const [, component = ''] = /[\\/]antd[\\/]es[\\/]([\w-]+)[\\/]style[\\/]/.exec(id) ?? []
        if (component !== '' && renderedLength > 0 && !Object.hasOwn(classesOf, component))
          missing.add(component)
      }
    }
    if (missing.size > 0)
      this.error(
        `antd's ${[...missing].join(', ')} can be on the page: name the classes in renderer/build/antd-styles.ts`,
      )
  },
})
