import { useCallback, useEffect, useMemo, useState } from 'react'
import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import { beginLoading } from '../../lib/loading.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { ImportError } from '../../workers/import/import-client.ts'
import type { UsableContact, UsableContacts } from '../import/usable-contacts.ts'

const pageSize = 50

export const wholeList: MessageView = { group: 'all', order: 'list', query: '' }

export type Preview = {
  readonly view: MessageView
  readonly onView: (view: MessageView) => void
  /** Place in the view, 0 = first. */
  readonly index: number
  readonly onIndex: (index: number) => void
  /** People in the view. */
  readonly total: number
  /** Who is looked at; null before the list has answered, or where nobody is in the view. */
  readonly contact: UsableContact | null
  /** What everybody's message comes to; null before it is known for the first time. */
  readonly tally: MessageTally | null
  /** The tally is of an earlier text. */
  readonly isMeasuring: boolean
  /** The view is still being looked for; `contact` is of the one before it. */
  readonly isLooking: boolean
}

/** What pages were fetched for: another list, view or, where the view depends on it, text makes them void. */
type Wanted = {
  readonly contacts: UsableContacts
  readonly view: MessageView
  readonly plan: MessagePlan | null
}
type Found = {
  readonly wanted: Wanted
  readonly total: number
  readonly pages: ReadonlyMap<number, readonly UsableContact[]>
}

/** The messages of a list, one in view. The list is looked through in the worker; what is asked for meanwhile comes at once. */
export const usePreview = (contacts: UsableContacts, plan: MessagePlan): Preview => {
  const [view, setView] = useState(wholeList)
  const [at, setAt] = useState(0)
  const isEmpty = plan.templateText === ''

  const [found, setFound] = useState<Found | null>(null)
  // Everybody's message is measured once somebody's is in view and the text has rested: who waits is served first.
  const rested = useSettled(found === null ? null : plan)
  // Asked before the pages: a view that depends on it waits in the worker for the newest.
  const [measured] = useLoaded(
    async () => (rested === null || isEmpty ? null : { plan: rested, tally: await contacts.measure(rested) }),
    [contacts, rested, isEmpty],
  )

  const isOfPlan = view.group !== 'all' || view.order !== 'list'
  const wanted = useMemo<Wanted>(
    () => ({ contacts, view, plan: isOfPlan ? rested : null }),
    [contacts, view, isOfPlan, rested],
  )
  const isCurrent =
    found !== null &&
    found.wanted.contacts === wanted.contacts &&
    found.wanted.view === wanted.view &&
    found.wanted.plan === wanted.plan
  const [lastSeen, setLastSeen] = useState<UsableContact | null>(null)
  const total = isCurrent ? found.total : view === wholeList ? contacts.counts.usable : (found?.total ?? 0)
  const index = Math.min(at, Math.max(0, total - 1))
  const pageNumber = Math.floor(index / pageSize)
  const page = isCurrent ? found.pages.get(pageNumber) : undefined
  const isMissing = page === undefined

  useEffect(() => {
    if (!isMissing) return
    let current = true
    const done = beginLoading()
    contacts
      .messages(wanted.view, pageNumber * pageSize, pageSize)
      .then(
        answer => {
          if (!current) return
          setFound(last => ({
            wanted,
            total: answer.total,
            pages: new Map([
              ...(last !== null && last.wanted === wanted ? last.pages : []),
              [pageNumber, answer.rows],
            ]),
          }))
        },
        (error: unknown) => {
          // A newer text or view took its place, which asks for itself.
          if (!(error instanceof ImportError && error.failure === 'cancelled')) throw error
        },
      )
      .finally(done)
    return () => {
      current = false
      done()
    }
  }, [contacts, wanted, pageNumber, isMissing])

  const here = page?.[index % pageSize] ?? null
  // What was in view stays there until the next is known: nothing flickers.
  if (!isMissing && here !== lastSeen) setLastSeen(here)

  const known = measured.state === 'loaded' ? measured.value : null
  const onView = useCallback((next: MessageView) => {
    setView(next)
    setAt(0)
  }, [])
  const contact = isMissing ? lastSeen : here
  const tally = isEmpty ? null : (known?.tally ?? null)
  const isMeasuring = !isEmpty && known?.plan !== plan
  // The same object while nothing of it has changed, so that whoever shows it is not drawn again.
  return useMemo(
    () => ({
      view,
      onView,
      index,
      onIndex: setAt,
      total,
      contact,
      tally,
      isMeasuring,
      isLooking: isMissing,
    }),
    [view, onView, index, total, contact, tally, isMeasuring, isMissing],
  )
}
