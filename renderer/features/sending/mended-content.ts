import { type Content, contentSchema } from '../../../shared/domain/campaign.ts'
import { unknownVariables } from '../../../shared/sms/measure.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'

/** The parts of a content that an owner can change. */
export const contentFields = ['signatureName', 'signatureCode', 'templateCode', 'templateText'] as const
export type ContentField = (typeof contentFields)[number]

export const fieldOf = ({ signature, template }: Content, field: ContentField): string =>
  ({
    signatureName: signature.name,
    signatureCode: signature.code,
    templateCode: template.code,
    templateText: template.text,
  })[field]

export const withField = (content: Content, field: ContentField, value: string): Content => {
  const { signature, template } = content
  switch (field) {
    case 'signatureName':
      return { ...content, signature: { ...signature, name: value } }
    case 'signatureCode':
      return { ...content, signature: { ...signature, code: value } }
    case 'templateCode':
      return { ...content, template: { ...template, code: value } }
    case 'templateText':
      return { ...content, template: { ...template, text: value } }
  }
}

export const isSameContent = (one: Content, other: Content): boolean =>
  contentFields.every(field => fieldOf(one, field) === fieldOf(other, field))

const refusedFields: Readonly<Record<ContentField, readonly number[]>> = {
  signatureName: [],
  signatureCode: [30001, 30002, 30005, 30007, 30015, 30021],
  templateCode: [30003, 30004, 30006, 30008, 30016, 30026],
  templateText: [30012, 30013, 30014, 30017],
}

/** The field that a code of the provider speaks of. */
export const refusedField = (code: number | undefined): ContentField | null =>
  contentFields.find(field => code !== undefined && refusedFields[field].includes(code)) ?? null

/** Why a content can't be sent to recipients with these values. */
export type ContentProblem =
  | { readonly kind: 'missing'; readonly field: ContentField }
  | { readonly kind: 'unknown-variables'; readonly names: readonly string[] }
  | { readonly kind: 'unclosed' | 'empty-name'; readonly position: number }

export function contentProblems(content: Content, valueNames: readonly string[]): readonly ContentProblem[] {
  const missing = contentFields.filter(
    field => fieldOf(content, field).trim() === '' || !isTaken(content, field),
  )
  const names = unknownVariables(content.template.text, valueNames)
  return [
    ...missing.map(field => ({ kind: 'missing', field }) as const),
    ...parseTemplate(content.template.text).problems,
    ...(names.length > 0 ? [{ kind: 'unknown-variables', names } as const] : []),
  ]
}

/** Whether the main process would take the field: a name of invisible characters alone, for one, is none. */
const isTaken = ({ signature, template }: Content, field: ContentField): boolean =>
  ({
    signatureName: contentSchema.shape.signature.shape.name.safeParse(signature.name),
    signatureCode: contentSchema.shape.signature.shape.code.safeParse(signature.code),
    templateCode: contentSchema.shape.template.shape.code.safeParse(template.code),
    templateText: contentSchema.shape.template.shape.text.safeParse(template.text),
  })[field].success
