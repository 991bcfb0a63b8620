/**
 * The accounts of the practice server: who may send, with which signatures and templates, and how much was sent.
 * Source: docs/practice.md.
 */

/** Credentials of a practice account; made up for practice, never the owner's own. */
export type PracticeCredentials = {
  readonly accessKey: string
  readonly accessSecret: string
  /** The provider's `classificationSecret`. */
  readonly packageCode: string
}

export type PracticeSignature = {
  readonly code: string
  /** The text inside the brackets 【】. */
  readonly name: string
}

export type PracticeTemplate = {
  readonly code: string
  /** The text as pasted, with `${name}` or `$<name>` variables. */
  readonly text: string
}

export type PracticeAccount = {
  readonly credentials: PracticeCredentials
  readonly signatures: readonly PracticeSignature[]
  readonly templates: readonly PracticeTemplate[]
  /** Parts (计费条数) that may be sent before the balance is used up; unlimited where left out. */
  readonly balance?: number
}

/** An account as the rules see it. Maps are used so that no name or CODE has a special meaning. */
export type AccountEntry = {
  readonly credentials: PracticeCredentials
  readonly signatures: Map<string, PracticeSignature>
  readonly templates: Map<string, PracticeTemplate>
  /** Parts left. */
  balance: number
}

export type AccountBook = {
  /** Adds an account, or replaces the one with the same accessKey, balance included. */
  readonly registerAccount: (account: PracticeAccount) => void
  /** Adds a signature, or replaces the one with the same CODE. Throws where no account has that accessKey. */
  readonly registerSignature: (accessKey: string, signature: PracticeSignature) => void
  /** Adds a template, or replaces the one with the same CODE. Throws where no account has that accessKey. */
  readonly registerTemplate: (accessKey: string, template: PracticeTemplate) => void
  readonly find: (accessKey: string) => AccountEntry | undefined
}

const byCode = <T extends { readonly code: string }>(entries: readonly T[]): Map<string, T> =>
  new Map(entries.map(entry => [entry.code, entry]))

export function createAccountBook(accounts: readonly PracticeAccount[] = []): AccountBook {
  const entries = new Map<string, AccountEntry>()

  const registerAccount = (account: PracticeAccount): void => {
    entries.set(account.credentials.accessKey, {
      credentials: account.credentials,
      signatures: byCode(account.signatures),
      templates: byCode(account.templates),
      balance: account.balance ?? Number.POSITIVE_INFINITY,
    })
  }
  const registered = (accessKey: string): AccountEntry => {
    const entry = entries.get(accessKey)
    if (entry === undefined) throw new Error('no practice account has this accessKey')
    return entry
  }
  for (const account of accounts) registerAccount(account)

  return {
    registerAccount,
    registerSignature: (accessKey, signature) => {
      registered(accessKey).signatures.set(signature.code, signature)
    },
    registerTemplate: (accessKey, template) => {
      registered(accessKey).templates.set(template.code, template)
    },
    find: accessKey => entries.get(accessKey),
  }
}
