import type { i18n as I18n, TFunction } from 'i18next'

/** What a key says without numbers or names in it is the same each time: it is looked up once. */
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
 * Makes an instance quick to ask whose texts are all there from the beginning. Every component asks it whenever it is
 * drawn, for its namespaces and for each of its words: a quarter of the time that drawing took
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
