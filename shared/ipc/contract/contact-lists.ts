import { z } from 'zod'
import {
  contactBatchLimit,
  contactListSchema,
  contactPageSchema,
  contactQuerySchema,
  forgottenSchema,
  listContactSchema,
  listMergedSchema,
  listMergeSchema,
  listNameSchema,
  newContactSchema,
  personSchema,
  setTagsSchema,
  writtenPersonSchema,
} from '../../domain/contact-list.ts'
import { manyOf } from '../../domain/many.ts'
import { optOutReasonSchema } from '../../domain/opt-out.ts'
import { countSchema } from '../../domain/ranges.ts'
import { type CallsOf, done, exported, nothing, onePhone } from './shapes.ts'

const listId = z.int().min(1)
const byList = z.object({ listId })
const mergeId = z.int().min(1)

/** People kept in the app. */
export const contactListCalls = {
  /**
   * A merge of rows into a contact list: begin, batches, finish. Beginning a new merge discards an unfinished one.
   */
  'contactLists.beginMerge': { input: listMergeSchema, output: z.object({ mergeId }) },
  'contactLists.addContacts': {
    input: z.object({ mergeId, contacts: manyOf(newContactSchema, contactBatchLimit) }),
    /** The number of contacts so far. */
    output: z.object({ contacts: countSchema }),
  },
  'contactLists.finishMerge': { input: z.object({ mergeId }), output: listMergedSchema },
  'contactLists.abandonMerge': { input: z.object({ mergeId }), output: done },
  'contactLists.list': { input: nothing, output: z.array(contactListSchema) },
  'contactLists.get': { input: byList, output: contactListSchema },
  'contactLists.rename': { input: z.object({ listId, name: listNameSchema }), output: contactListSchema },
  /** Hides the list; its people are deleted when it can't be restored any more. */
  'contactLists.remove': { input: byList, output: done },
  /** Restores the list that was removed last; `not-found` if it was deleted meanwhile. */
  'contactLists.putBack': { input: byList, output: contactListSchema },
  'contactLists.page': { input: contactQuerySchema, output: contactPageSchema },
  'contactLists.tags': {
    input: byList,
    output: z.array(z.object({ tag: z.string(), contacts: countSchema })),
  },
  'contactLists.setTags': { input: setTagsSchema, output: z.object({ changed: countSchema }) },
  /**
   * Adds one person to a list, or changes an entry. `bad-input` with `where`: `phone` for what is no phone,
   * `double` if another entry of the list has it.
   */
  'contactLists.writePerson': { input: writtenPersonSchema, output: z.object({ phone: z.string() }) },
  /** Removes one person from a list; returns the entry, so that it can be restored. */
  'contactLists.removePerson': {
    input: z.object({ listId, phone: onePhone }),
    output: listContactSchema,
  },
  /** Where a phone is stored, and whether it has opted out. */
  'contactLists.person': { input: z.object({ phone: onePhone }), output: personSchema },
  /**
   * Removes a person from everything that the app keeps; `optOut` null: without adding the phone to the opt-out
   * list.
   */
  'contactLists.forgetPerson': {
    input: z.object({ phone: onePhone, optOut: z.object({ reason: optOutReasonSchema }).nullable() }),
    output: forgottenSchema,
  },
  'contactLists.export': { input: byList, output: exported },
} as const satisfies CallsOf<'contactLists'>
