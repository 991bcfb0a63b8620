/** The sizes of everything in the window, in ascending order. Without a schema, for what is loaded before the window. */
export const textSizes = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof textSizes)[number]

/** The zoom factor of each text size. */
export const zoomOf: Readonly<Record<TextSize, number>> = { normal: 1, large: 1.25, largest: 1.5 }
