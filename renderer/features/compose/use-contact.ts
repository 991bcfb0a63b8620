import { useEffect, useState } from 'react'
import { beginLoading } from '../../lib/loading.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'

const pageSize = 50

type Pages = {
  readonly contacts: UsableContacts
  readonly byNumber: ReadonlyMap<number, readonly UsableContact[]>
}

/** One contact by its place in the list (0 = first), fetched a page at a time; null until it is there. */
export const useContact = (contacts: UsableContacts, index: number): UsableContact | null => {
  const [pages, setPages] = useState<Pages>({ contacts, byNumber: new Map() })
  const byNumber = pages.contacts === contacts ? pages.byNumber : null
  const pageNumber = Math.floor(index / pageSize)
  const page = byNumber?.get(pageNumber)
  const isMissing = page === undefined

  useEffect(() => {
    if (!isMissing) return
    let current = true
    const done = beginLoading()
    contacts
      .page(pageNumber * pageSize, pageSize)
      .then(fetched => {
        if (!current) return
        setPages(last => ({
          contacts,
          byNumber: new Map([...(last.contacts === contacts ? last.byNumber : []), [pageNumber, fetched]]),
        }))
      })
      .finally(done)
    return () => {
      current = false
      done()
    }
  }, [contacts, pageNumber, isMissing])

  return page?.[index % pageSize] ?? null
}
