import { useState } from 'react'
import type { ContactList } from '../../../shared/domain/contact-list.ts'
import { useScreen } from '../../lib/screen.ts'
import { ListOverview } from './list-overview.tsx'
import { ListView } from './list-view.tsx'

/** The lists that are kept in the app, or the one that is open. */
export const ContactListsScreen = () => {
  useScreen('lists')
  const [opened, setOpened] = useState<number | null>(null)
  const [removed, setRemoved] = useState<ContactList | null>(null)
  return opened === null ? (
    <ListOverview onOpen={setOpened} removed={removed} onPutBack={() => setRemoved(null)} />
  ) : (
    <ListView
      key={opened}
      listId={opened}
      onLeave={() => setOpened(null)}
      onRemoved={list => {
        setRemoved(list)
        setOpened(null)
      }}
    />
  )
}
