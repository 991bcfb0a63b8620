import type { i18n as I18n, TFunction } from 'i18next'

/** A text without numbers or names in it never changes, so it is looked up once. */
const remembering = (t: TFunction): TFunction => {
  const known = new Map<string, unknown>()
  return new Proxy(t, {
    apply(target, self, args) {
      const [key] = args
      if (args.length > 1 || typeof key !== 'string') return Reflect.apply(target, self, args)
      if (!known.has(key)) known.set(key, Reflect.apply(target, self, args))
      return known.get(key)
    },
  })
}

/**
 * Speeds up an i18n instance whose texts are all loaded. Every component asks it at every render, for its
 * namespaces and each of its texts, which took a quarter of the drawing time
 * (docs/adr/0058-drawn-after-the-key.md).
 */
export const rememberTexts = (i18n: I18n): void => {
  i18n.hasLoadedNamespace = () => true
  /** By language and namespaces. */
  const fixed = new Map<string, TFunction>()
  i18n.getFixedT = new Proxy(i18n.getFixedT, {
    apply(target, self, args) {
      const name = JSON.stringify(args)
      const t = fixed.get(name) ?? remembering(Reflect.apply(target, self, args))
      fixed.set(name, t)
      return t
    },
  })
}
