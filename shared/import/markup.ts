/** Elements that a page, or a piece of one, may begin with. */
const elements =
  'html|head|body|meta|title|link|style|script|base|xml|table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|div|center|' +
  'p|br|hr|b|i|u|strong|em|font|span|a|img|h[1-6]|form|input|ul|ol|li|pre|section|article|header|main|nav|small|big'
/** What may stand before the first element: blanks, comments, declarations. */
const before = '^(?:\\s|<!--[\\s\\S]*?-->|<!\\[[^>]*>|<\\?[^>]*\\?>|<!doctype[^>]*>)*'
const begins = new RegExp(`${before}<(?:(?:${elements})(?=[\\s/>])|(?:\\w+:)?(?:workbook|document)\\b)`, 'i')
const declared = /^\s*<(?:\?xml|\?mso-application|!doctype)\b/i
/** A table behind a title or a program's remark. No list of a text file has that, and nothing that separates cells before it. */
const table = /^[^\t,;|]{0,2000}<table\b[\s\S]*<t[rdh]\b/i
/** A message as mail programs write it: pages saved with their pictures ("web archive"). */
const message = /^\s*(?:MIME-Version|Content-Type)\s*:/i

/** Whether the beginning of a text is that of a page, of XML or of a web archive: nothing that is read line by line. */
export const isMarkup = (head: string): boolean =>
  declared.test(head) || begins.test(head) || table.test(head) || message.test(head)
