import type { ContactListService } from '../../services/contact-lists/contact-list-service.ts'
import type { MappingStore } from '../../services/contact-lists/mapping-store.ts'
import type { WrittenFiles } from '../../services/files/written-files.ts'
import type { Handlers } from '../register.ts'

export const contactListHandlers = (
  lists: ContactListService,
  mappings: MappingStore,
  { written }: Pick<WrittenFiles, 'written'>,
) =>
  ({
    'contactLists.beginMerge': async input => ({ mergeId: await lists.beginMerge(input) }),
    'contactLists.addContacts': async ({ mergeId, contacts }) => ({
      contacts: await lists.addContacts(mergeId, contacts),
    }),
    'contactLists.finishMerge': ({ mergeId }) => lists.finishMerge(mergeId),
    'contactLists.abandonMerge': ({ mergeId }) => lists.abandonMerge(mergeId),
    'contactLists.list': () => lists.list(),
    'contactLists.get': ({ listId }) => lists.get(listId),
    'contactLists.rename': ({ listId, name }) => lists.rename(listId, name),
    'contactLists.remove': ({ listId }) => lists.remove(listId),
    'contactLists.putBack': ({ listId }) => lists.putBack(listId),
    'contactLists.page': query => lists.page(query),
    'contactLists.tags': ({ listId }) => lists.tags(listId),
    'contactLists.setTags': request => lists.setTags(request),
    'contactLists.writePerson': written => lists.writePerson(written),
    'contactLists.removePerson': ({ listId, phone }) => lists.removePerson(listId, phone),
    'contactLists.person': ({ phone }) => lists.person(phone),
    'contactLists.forgetPerson': ({ phone, optOut }) => lists.forgetPerson(phone, optOut),
    'contactLists.export': async ({ listId }) => written(await lists.exportList(listId)),
    'mappings.get': ({ header }) => ({ mapping: mappings.get(header) }),
    'mappings.set': ({ header, mapping }) => mappings.set(header, mapping),
  }) satisfies Partial<Handlers>
