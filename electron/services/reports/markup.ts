/** SECURITY: text from the owner or a file stays text in the page, whatever characters it contains. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
