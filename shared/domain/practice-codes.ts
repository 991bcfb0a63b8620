/** The CODEs of practice mode: made up by the app, accepted by the stand-in, unknown to the provider. */
export const practiceCodes = { signature: 'PRACTICE-SIGN', template: 'PRACTICE-TEMPLATE' } as const

type Coded = {
  readonly signature: { readonly name: string; readonly code: string }
  readonly template: { readonly code: string; readonly text: string }
}

/** A content for practice mode: missing CODEs are filled with those of practice mode. */
export const withPracticeCodes = <Content extends Coded>(content: Content): Content => ({
  ...content,
  signature: { ...content.signature, code: content.signature.code || practiceCodes.signature },
  template: { ...content.template, code: content.template.code || practiceCodes.template },
})
