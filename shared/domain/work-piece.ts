/** Bytes of a list's file that one call carries at most. */
export const workPieceBytes = 1024 * 1024
