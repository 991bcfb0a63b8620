import type { Signature, Template } from '../../../shared/domain/campaign.ts'
import type { LibraryEntry } from '../../../shared/domain/library.ts'
import { isBlank } from '../../../shared/sms/template.ts'

/** What the library fills in. */
export type Message = { readonly signature: Signature; readonly template: Template }

/** The signature that a template was sent with the last time; null where it is not kept. */
export const signatureOf = (entry: LibraryEntry, entries: readonly LibraryEntry[]): Signature | null => {
  if (entry.kind === 'signature') return { name: entry.name, code: entry.code }
  const found = entries.find(({ kind, code }) => kind === 'signature' && code === entry.signatureCode)
  return found === undefined ? null : { name: found.name, code: found.code }
}

/** The message with an entry filled in: a template brings along the signature that it was sent with. */
export const filledWith = (
  message: Message,
  entry: LibraryEntry,
  entries: readonly LibraryEntry[],
): Message => ({
  signature: signatureOf(entry, entries) ?? message.signature,
  template: entry.kind === 'template' ? { code: entry.code, text: entry.text } : message.template,
})

export const isSameMessage = (one: Message, other: Message): boolean =>
  one.signature.name === other.signature.name &&
  one.signature.code === other.signature.code &&
  one.template.code === other.template.code &&
  one.template.text === other.template.text

/** Whether something that the owner had written is gone. */
export const isOverwritten = (before: Message, after: Message): boolean => {
  const gone = (old: string, now: string): boolean => !isBlank(old) && old !== now
  return (
    gone(before.signature.name, after.signature.name) ||
    gone(before.signature.code, after.signature.code) ||
    gone(before.template.code, after.template.code) ||
    gone(before.template.text, after.template.text)
  )
}

/** Entries in which every word of the query stands: in name, CODE, text or note. */
export const foundEntries = (entries: readonly LibraryEntry[], query: string): readonly LibraryEntry[] => {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  return entries.filter(entry => {
    const texts = [entry.name, entry.code, entry.note, entry.kind === 'template' ? entry.text : '']
    const all = texts.join('\n').toLowerCase()
    return words.every(word => all.includes(word))
  })
}
