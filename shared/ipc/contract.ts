import type { z } from 'zod'
import type { Channel, EventName } from './channels.ts'
import { appCalls } from './contract/app.ts'
import { backUpCalls } from './contract/back-up.ts'
import { draftCalls } from './contract/campaign-drafts.ts'
import { resultCalls } from './contract/campaign-results.ts'
import { runCalls } from './contract/campaign-runs.ts'
import { contactListCalls } from './contract/contact-lists.ts'
import type { events } from './contract/events.ts'
import { exportCalls } from './contract/exports.ts'
import { importCalls } from './contract/import.ts'
import { libraryCalls } from './contract/library.ts'
import { optOutCalls } from './contract/opt-outs.ts'
import { practiceCalls } from './contract/practice.ts'
import { settingCalls } from './contract/settings.ts'
import type { Call } from './contract/shapes.ts'
import { storageCalls } from './contract/storage.ts'
import { workCalls } from './contract/works.ts'

/**
 * The whole bridge between window and main process: channel → what goes in and what comes out, a file per subject in
 * contract/. Handlers and the renderer's types are derived from it, the preload from the names in channels.ts; docs/ipc.md
 * is its list in words.
 */
export const contract = {
  ...appCalls,
  ...settingCalls,
  ...practiceCalls,
  ...importCalls,
  ...workCalls,
  ...libraryCalls,
  ...draftCalls,
  ...runCalls,
  ...resultCalls,
  ...storageCalls,
  ...backUpCalls,
  ...optOutCalls,
  ...contactListCalls,
  ...exportCalls,
} as const satisfies Record<Channel, Call>

export type Contract = typeof contract
/** What a caller passes. */
export type InputOf<C extends Channel> = z.input<Contract[C]['input']>
/** What a handler receives after parsing. */
export type ParsedInputOf<C extends Channel> = z.output<Contract[C]['input']>
export type OutputOf<C extends Channel> = z.output<Contract[C]['output']>

export type EventOf<E extends EventName> = z.output<(typeof events)[E]>
