import { startTransition, useEffect, useState } from 'react'
import { beginLoading } from '../lib/loading.ts'

/** Rows of a table that are laid out between two frames. */
const sliceRows = 25

/**
 * How many rows to draw: those in view first, the others a slice at a time, so that no frame has to lay out a whole
 * page. Counts as loading until all rows are drawn.
 */
export const useRowSlices = (rows: number): number => {
  const [slices, setSlices] = useState(1)
  const drawn = Math.min(rows, slices * sliceRows)
  const isAll = drawn === rows
  useEffect(() => {
    return isAll ? undefined : beginLoading()
  }, [isAll])
  useEffect(() => {
    if (drawn < rows) startTransition(() => setSlices(count => count + 1))
  }, [drawn, rows])
  return drawn
}
