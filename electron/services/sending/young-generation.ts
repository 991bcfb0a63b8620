import { setFlagsFromString } from 'node:v8'

/**
 * Limits the memory for new objects: V8 enlarges that part of the heap with the number of objects that ever
 * survived a collection, so that a campaign of a million would end with 50 MB of it, although at most twice the
 * concurrency is ever in use. Call it once, before anything is sent; it applies to threads as well.
 */
export const keepYoungGenerationSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1')
