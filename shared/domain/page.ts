import { z } from 'zod'

/** Identifies a row, to ask for the rows next to it; opaque to the caller. */
const pageKeySchema = z.string().min(1).max(200)

/** A page of a long table: the first, the last, or the one next to a known row. */
export const pageRequestSchema = z.object({
  at: z.union([
    z.enum(['first', 'last']),
    z.object({ after: pageKeySchema }),
    z.object({ before: pageKeySchema }),
  ]),
  limit: z.int().min(1).max(500),
})
export type PageRequest = z.infer<typeof pageRequestSchema>

export const pageSchema = <Row extends z.ZodType>(row: Row) =>
  z.object({
    rows: z.array(row),
    total: z.int().min(0),
    /** There are more than `total` rows; they were not counted. */
    totalIsLeast: z.boolean(),
    /** Key to ask for the page before (`before`); null on the first. */
    previous: pageKeySchema.nullable(),
    /** Key to ask for the page after (`after`); null on the last. */
    next: pageKeySchema.nullable(),
  })

export type Page<Row> = {
  readonly rows: Row[]
  readonly total: number
  readonly totalIsLeast: boolean
  readonly previous: string | null
  readonly next: string | null
}
