import { checkPhone } from '../sms/phone.ts'

const separators = /[，,、;；|/\s]+/

/**
 * Turns text from a chat, or typed by hand, into lines of a list: a line that contains only phones becomes one line
 * for each. A line with tabs comes from a table and is unchanged, and so is every line with anything else in it.
 */
export function linesOfPaste(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split('\n')
    .map(line => (line.includes('\t') ? line : phonesApart(line)))
    .join('\n')
}

function phonesApart(line: string): string {
  const words = line.trim().split(separators)
  const areAll = words.length > 1 && words.every(word => checkPhone(word, false).kind === 'ok')
  return areAll ? words.join('\n') : line
}
