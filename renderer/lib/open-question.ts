import { createLiveValue } from './live-value.ts'

/** A question, and the function that answers it. */
export type OpenQuestion<About, Answer> = About & { readonly answer: (answer: Answer) => void }

/**
 * A question asked by code and shown by a dialog that is mounted once: `ask` resolves to the owner's answer; the
 * hook `use` returns the open question, or null.
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
