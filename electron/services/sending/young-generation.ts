import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the process from setting ever more memory aside for new objects: V8 lets that part of the heap grow with all
 * that ever outlived a collection, so that a campaign of a million would end with 50 MB of it, though no more than twice
 * the concurrency is ever at hand. To be called once, before anything is sent; holds for the threads as well.
 */
export const keepYoungGenerationSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1')
