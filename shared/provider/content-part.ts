/**
 * The part of a campaign's content that the provider refuses with a code. Source: docs/provider-api.md, "Result
 * codes". 30026 also names the package, but the owner can only change the template.
 */
export type ContentPart = 'signature' | 'template'

const signatureCodes: readonly number[] = [30001, 30002, 30005, 30007, 30015, 30021]
const templateCodes: readonly number[] = [
  30003, 30004, 30006, 30008, 30012, 30013, 30014, 30016, 30017, 30026,
]

/** Null if the code concerns something else. */
export const contentPartOf = (code: number): ContentPart | null => {
  if (signatureCodes.includes(code)) return 'signature'
  return templateCodes.includes(code) ? 'template' : null
}
