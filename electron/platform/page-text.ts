import type { FirstLook } from './first-look.ts'

/** The opening tag as it is in index.html. */
const plainRoot = '<html lang="zh-CN" data-theme="light">'

/**
 * index.html as it is served: with the nonce of this load, the owner's language and theme, and what the start is
 * busy with.
 */
export function pageText(
  file: string,
  nonce: string,
  { language, theme, preparing }: Pick<FirstLook, 'language' | 'theme' | 'preparing'>,
): string {
  const busy = preparing === null ? '' : ` data-preparing="${preparing}"`
  return file
    .replaceAll('__CSP_NONCE__', nonce)
    .replace(plainRoot, `<html lang="${language}" data-theme="${theme}"${busy}>`)
}
