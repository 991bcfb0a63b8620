/** SECURITY: what an owner or a file has written is text in a page, whatever signs it holds. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
