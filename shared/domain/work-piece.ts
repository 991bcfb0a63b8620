/** The most bytes of a list's file in one call. */
export const workPieceBytes = 1024 * 1024
