import { randomBytes } from 'node:crypto'
import type { Signature, Template } from '../../../shared/domain/campaign.ts'
import { practiceCodes } from '../../../shared/domain/practice-codes.ts'
import type { PracticeStats } from '../../../shared/domain/practice-server.ts'
import type { RequestCredentials } from '../../../shared/provider/request.ts'
import type { PracticeServer } from './practice-server/practice-server.ts'

/** The signature and template that practice mode offers to an owner who has none. */
const practiceAccount = {
  signature: { name: '掌柜小店', code: practiceCodes.signature },
  template: {
    code: practiceCodes.template,
    text: '${姓名}您好，本店周年庆，凭此短信到店消费满100元减20元，本周日前有效。拒收请回复R',
  },
} as const

export type Practice = ReturnType<typeof createPractice>

/** Practice mode: the practice server, started at first use, and an account on it. */
export function createPractice(createServer: () => Promise<PracticeServer>) {
  const credentials: RequestCredentials = {
    accessKey: `practice-${randomBytes(6).toString('hex')}`,
    accessSecret: randomBytes(16).toString('hex'),
    packageCode: `practice-${randomBytes(6).toString('hex')}`,
  }
  let opening: Promise<{ readonly server: PracticeServer; readonly url: string }> | null = null
  let opened: PracticeServer | null = null

  const open = async () => {
    const server = await createServer()
    server.registerAccount({ credentials, signatures: [], templates: [] })
    opened = server
    return { server, ...(await server.listen()) }
  }

  return {
    account: () => practiceAccount,

    /**
     * Registers the campaign's signature and template, as the provider's console would; returns the address and the
     * credentials.
     */
    async prepare(signature: Signature, template: Template) {
      opening ??= open()
      const { server, url } = await opening
      server.registerSignature(credentials.accessKey, signature)
      server.registerTemplate(credentials.accessKey, template)
      return { url, credentials }
    },

    stats: (): PracticeStats => {
      const { requests, byCode } = opened?.stats() ?? { requests: 0, byCode: {} }
      return { requests, byCode: { ...byCode } }
    },
    close: async () => {
      await opened?.close()
    },
  }
}
