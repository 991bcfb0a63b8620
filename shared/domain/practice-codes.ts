/** The CODEs of practice: the app's own, which the stand-in takes and the provider does not know. */
export const practiceCodes = { signature: 'PRACTICE-SIGN', template: 'PRACTICE-TEMPLATE' } as const

type Coded = {
  readonly signature: { readonly name: string; readonly code: string }
  readonly template: { readonly code: string; readonly text: string }
}

/** A content as practice sends it: a CODE that is not written yet is practice's own. */
export const withPracticeCodes = <Content extends Coded>(content: Content): Content => ({
  ...content,
  signature: { ...content.signature, code: content.signature.code || practiceCodes.signature },
  template: { ...content.template, code: content.template.code || practiceCodes.template },
})
