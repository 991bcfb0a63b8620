import { createLiveValue } from './live-value.ts'

/** What is asked, and the way to answer it. */
export type OpenQuestion<About, Answer> = About & { readonly answer: (answer: Answer) => void }

/**
 * A question that code asks and a dialog, mounted once, shows: `ask` resolves to the owner's answer, the hook `use` gives
 * what stands open, or null.
 */
export function createOpenQuestion<About, Answer>() {
  const open = createLiveValue<OpenQuestion<About, Answer> | null>(null)
  return {
    use: open.use,
    async ask(about: About): Promise<Answer> {
      const { promise, resolve } = Promise.withResolvers<Answer>()
      open.set({ ...about, answer: resolve })
      try {
        return await promise
      } finally {
        open.set(null)
      }
    },
  }
}
