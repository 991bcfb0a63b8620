import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** A cell of the table: place in the filtered list, and place among the shown columns. */
export type GridCell = { readonly place: number; readonly column: number }
/** Rows from one place to another, in whatever direction they were chosen. */
export type GridRange = { readonly anchor: number; readonly end: number }

export type Grid = {
  readonly active: GridCell | null
  readonly editing: boolean
  readonly rows: GridRange | null
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly onClick: (event: MouseEvent<HTMLElement>) => void
  readonly onDoubleClick: (event: MouseEvent<HTMLElement>) => void
  readonly onFocus: () => void
  /** The editor was closed; goes on to the cell so far away. */
  readonly closeEditor: (step: { readonly place: number; readonly column: number }) => void
  /** One row up: the active row has left the table. */
  readonly goBack: () => void
  readonly clearRows: () => void
}

type GridHands = {
  readonly total: number
  readonly columns: number
  /** Where the first press of a key begins. */
  readonly firstColumn: number
  /** Rows that fit in view. */
  readonly pageRows: () => number
  readonly show: (place: number) => void
  readonly onClear: (cell: GridCell) => void
  readonly onDeleteRows: (from: number, to: number) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onFind: () => void
}

export const rangeOf = ({ anchor, end }: GridRange): readonly [from: number, to: number] =>
  anchor < end ? [anchor, end] : [end, anchor]

const isMac = navigator.platform.startsWith('Mac')

/**
 * Moves through the table by keys and mouse, as a spreadsheet does: arrows, Enter or typing to edit, Shift and arrows to
 * choose rows, Delete, undo and redo. Only one cell is active; the table itself holds the focus, because rows out of view
 * do not exist.
 */
export const useGrid = (hands: GridHands): Grid => {
  const [active, setActive] = useState<GridCell | null>(null)
  const [editing, setEditing] = useState(false)
  const [rows, setRows] = useState<GridRange | null>(null)
  const latest = useRef({ hands, active, rows, editing })
  latest.current = { hands, active, rows, editing }

  const goTo = useCallback((place: number, column: number) => {
    const { total, columns, show } = latest.current.hands
    if (total === 0) return
    const next = {
      place: Math.min(total - 1, Math.max(0, place)),
      column: Math.min(columns - 1, Math.max(0, column)),
    }
    setActive(next)
    show(next.place)
  }, [])

  const begin = useCallback(() => {
    // At once, so that the character being typed, or what an input method makes of it, goes into the editor.
    flushSync(() => {
      setRows(null)
      setEditing(true)
    })
  }, [])

  const extend = useCallback((end: number) => {
    const { hands: now, active: at, rows: chosen } = latest.current
    const place = Math.min(now.total - 1, Math.max(0, end))
    setRows({ anchor: chosen?.anchor ?? at?.place ?? place, end: place })
    setActive({ place, column: at?.column ?? now.firstColumn })
    now.show(place)
  }, [])

  const move = useCallback(
    (event: KeyboardEvent, place: number, column: number) => {
      event.preventDefault()
      if (event.shiftKey && column === (latest.current.active?.column ?? column)) extend(place)
      else {
        setRows(null)
        goTo(place, column)
      }
    },
    [extend, goTo],
  )

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { hands: now, active: at, rows: chosen, editing: isEditing } = latest.current
      if (isEditing) return
      const command = isMac ? event.metaKey : event.ctrlKey
      const place = at?.place ?? -1
      const column = at?.column ?? now.firstColumn
      if (command || event.altKey) {
        const key = event.key.toLowerCase()
        if (key === 'z' && !event.shiftKey) now.onUndo()
        else if (key === 'y' || key === 'z') now.onRedo()
        else if (key === 'f') now.onFind()
        else if (key === 'a' && now.total > 0) setRows({ anchor: 0, end: now.total - 1 })
        else return
        event.preventDefault()
        return
      }
      switch (event.key) {
        case 'ArrowDown':
          return move(event, place + 1, column)
        case 'ArrowUp':
          return move(event, place - 1, column)
        case 'ArrowRight':
          return move(event, Math.max(0, place), at === null ? column : column + 1)
        case 'ArrowLeft':
          return move(event, Math.max(0, place), at === null ? column : column - 1)
        case 'PageDown':
          return move(event, place + now.pageRows(), column)
        case 'PageUp':
          return move(event, place - now.pageRows(), column)
        case 'Home':
          return move(event, 0, column)
        case 'End':
          return move(event, now.total - 1, column)
        case 'Escape':
          return setRows(null)
        case ' ':
          if (!event.shiftKey) break
          event.preventDefault()
          return extend(Math.max(0, place))
        case 'Delete':
        case 'Backspace': {
          event.preventDefault()
          if (chosen !== null) {
            now.onDeleteRows(...rangeOf(chosen))
            setRows(null)
          } else if (at !== null) now.onClear(at)
          return
        }
        case 'Enter':
        case 'F2':
          event.preventDefault()
          if (at !== null) begin()
          return
      }
      const isTyping = event.key.length === 1 || event.key === 'Process'
      if (isTyping && at !== null) begin()
    },
    [move, extend, begin],
  )

  const onClick = useCallback(
    (event: MouseEvent<HTMLElement>) => {
      const cell = cellAt(event.target)
      if (cell === null) return
      if (cell.column < 0) {
        if (event.shiftKey) extend(cell.place)
        else {
          setRows({ anchor: cell.place, end: cell.place })
          setActive({ place: cell.place, column: latest.current.hands.firstColumn })
        }
        return
      }
      setRows(null)
      setActive(cell)
    },
    [extend],
  )

  const onDoubleClick = useCallback(
    (event: MouseEvent<HTMLElement>) => {
      const cell = cellAt(event.target)
      if (cell === null || cell.column < 0 || latest.current.editing) return
      setActive(cell)
      begin()
    },
    [begin],
  )

  const onFocus = useCallback(() => {
    const { hands: now, active: at } = latest.current
    if (at === null && now.total > 0) setActive({ place: 0, column: now.firstColumn })
  }, [])

  const closeEditor = useCallback(
    (step: { readonly place: number; readonly column: number }) => {
      setEditing(false)
      const at = latest.current.active
      if (at !== null && (step.place !== 0 || step.column !== 0))
        goTo(at.place + step.place, at.column + step.column)
    },
    [goTo],
  )
  const goBack = useCallback(
    () =>
      setActive(at =>
        at === null || latest.current.editing ? at : { ...at, place: Math.max(0, at.place - 1) },
      ),
    [],
  )
  const clearRows = useCallback(() => setRows(null), [])

  return { active, editing, rows, onKeyDown, onClick, onDoubleClick, onFocus, closeEditor, goBack, clearRows }
}

/** Which cell an element belongs to; column −1 is the row's head. */
function cellAt(target: EventTarget): GridCell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  const row = cell?.closest<HTMLElement>('[data-place]')
  if (!cell || !row) return null
  return { place: Number(row.dataset['place']), column: Number(cell.dataset['column']) }
}
