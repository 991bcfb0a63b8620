import { z } from 'zod'

/** Names a row of a table to whoever asks for the rows beside it; opaque to the asker. */
const pageKeySchema = z.string().min(1).max(200)

/** Which page of a long table: its first, its last, or the one beside a row that was seen. */
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
    /** There are more than `total`; nobody counted them. */
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
