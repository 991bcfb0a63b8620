import { longestWord, mostWords } from '../../../shared/domain/settings.ts'

export type TypedWords =
  | { readonly ok: true; readonly words: string[] }
  | { readonly ok: false; readonly problem: 'word-too-long'; readonly word: string }
  | { readonly ok: false; readonly problem: 'too-many'; readonly count: number }

/** Words between blanks and commas, each once. */
export function typedWords(text: string): TypedWords {
  const words = [...new Set(text.split(/[\s,，、;；]+/))].filter(word => word !== '')
  const long = words.find(word => word.length > longestWord)
  if (long !== undefined) return { ok: false, problem: 'word-too-long', word: long }
  if (words.length > mostWords) return { ok: false, problem: 'too-many', count: words.length }
  return { ok: true, words }
}
