import { z } from 'zod'

/** Milliseconds since 1970, as far as a `Date` reaches. */
export const timeMsSchema = z.int().min(0).max(8.64e15)

/** A plausible time, in milliseconds since 1970: from the year 2000 to the end of 2100. */
export const plannedTimeMsSchema = z
  .int()
  .min(Date.UTC(2000, 0, 1))
  .max(Date.UTC(2101, 0, 1) - 1)

/** A count; never more than a number can represent exactly. */
export const countSchema = z.int().min(0)

/** Number of a row of the database; SQLite begins at 1. */
export const idSchema = z.int().min(1)
