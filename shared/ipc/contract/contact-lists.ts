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
  /** A merge of rows into a contact list: begin, batches, finish. A new one discards one that was not finished. */
  'contactLists.beginMerge': { input: listMergeSchema, output: z.object({ mergeId }) },
  'contactLists.addContacts': {
    input: z.object({ mergeId, contacts: manyOf(newContactSchema, contactBatchLimit) }),
    /** How many were handed over by now. */
    output: z.object({ contacts: countSchema }),
  },
  'contactLists.finishMerge': { input: z.object({ mergeId }), output: listMergedSchema },
  'contactLists.abandonMerge': { input: z.object({ mergeId }), output: done },
  'contactLists.list': { input: nothing, output: z.array(contactListSchema) },
  'contactLists.get': { input: byList, output: contactListSchema },
  'contactLists.rename': { input: z.object({ listId, name: listNameSchema }), output: contactListSchema },
  /** The list is gone from every screen; its people are deleted when it can't be put back any more. */
  'contactLists.remove': { input: byList, output: done },
  /** The list that was removed last, as it was; `not-found` where it was deleted meanwhile. */
  'contactLists.putBack': { input: byList, output: contactListSchema },
  'contactLists.page': { input: contactQuerySchema, output: contactPageSchema },
  'contactLists.tags': {
    input: byList,
    output: z.array(z.object({ tag: z.string(), contacts: countSchema })),
  },
  'contactLists.setTags': { input: setTagsSchema, output: z.object({ changed: countSchema }) },
  /**
   * Adds one person to a list, or changes an entry. `bad-input` with `where`: `phone` for what is no phone, `double` where
   * another entry of the list has it.
   */
  'contactLists.writePerson': { input: writtenPersonSchema, output: z.object({ phone: z.string() }) },
  /** Takes one person off a list; the entry as it was, so that it can be written again. */
  'contactLists.removePerson': {
    input: z.object({ listId, phone: onePhone }),
    output: listContactSchema,
  },
  /** Where a phone is kept, and whether it has opted out. */
  'contactLists.person': { input: z.object({ phone: onePhone }), output: personSchema },
  /** Takes a person out of everything that the app keeps; `optOut` null: without putting them on the opt-out list. */
  'contactLists.forgetPerson': {
    input: z.object({ phone: onePhone, optOut: z.object({ reason: optOutReasonSchema }).nullable() }),
    output: forgottenSchema,
  },
  'contactLists.export': { input: byList, output: exported },
} as const satisfies CallsOf<'contactLists'>
