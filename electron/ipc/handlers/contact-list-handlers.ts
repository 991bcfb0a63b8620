import type { ContactListService } from '../../services/contact-lists/contact-list-service.ts'
import type { MappingStore } from '../../services/contact-lists/mapping-store.ts'
import type { Handlers } from '../register.ts'

export const contactListHandlers = (lists: ContactListService, mappings: MappingStore) =>
  ({
    'lists.beginImport': async input => ({ importId: await lists.beginImport(input) }),
    'lists.addContacts': async ({ importId, contacts }) => ({
      contacts: await lists.addContacts(importId, contacts),
    }),
    'lists.finishImport': ({ importId }) => lists.finishImport(importId),
    'lists.abandonImport': ({ importId }) => lists.abandonImport(importId),
    'lists.list': () => lists.list(),
    'lists.get': ({ listId }) => lists.get(listId),
    'lists.rename': ({ listId, name }) => lists.rename(listId, name),
    'lists.remove': ({ listId }) => lists.remove(listId),
    'lists.page': query => lists.page(query),
    'lists.tags': ({ listId }) => lists.tags(listId),
    'lists.setTags': request => lists.setTags(request),
    'lists.person': ({ phone }) => lists.person(phone),
    'lists.forgetPerson': ({ phone, optOut }) => lists.forgetPerson(phone, optOut),
    'lists.export': ({ listId }) => lists.exportList(listId),
    'mappings.get': ({ header }) => ({ mapping: mappings.get(header) }),
    'mappings.set': ({ header, mapping }) => mappings.set(header, mapping),
  }) satisfies Partial<Handlers>
