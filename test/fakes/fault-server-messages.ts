import type { ClaimViolation } from './claim-check.ts'
import type { FaultPlan } from './fault-plan.ts'
import type { FaultServerStats, SeenRequest } from './fault-server.ts'

/** What a fault server in a process of its own is told; the first time it starts listening, later the plan changes. */
export type FaultServerConfiguration = {
  readonly plan: FaultPlan
  readonly latencyMs?: number
  /** A free one where left out. */
  readonly port?: number
  /** The app's database, to check on every request that its recipient is committed as `sending`. */
  readonly databasePath?: string
}

export type ProcessStats = FaultServerStats & {
  readonly claimsChecked: number
  readonly claimViolations: readonly ClaimViolation[]
}

/** Question → what it carries and what is answered. */
export type FaultServerQuestions = {
  readonly configure: {
    readonly input: FaultServerConfiguration
    readonly output: { readonly url: string }
  }
  readonly stats: { readonly input: undefined; readonly output: ProcessStats }
  readonly seen: {
    readonly input: undefined
    readonly output: readonly (readonly [phone: string, requests: readonly SeenRequest[]])[]
  }
  readonly close: { readonly input: undefined; readonly output: undefined }
}

export type QuestionName = keyof FaultServerQuestions

export type QuestionMessage = {
  [N in QuestionName]: {
    readonly id: number
    readonly name: N
    readonly input: FaultServerQuestions[N]['input']
  }
}[QuestionName]

export type ReplyMessage =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly problem: string }
