/** As much text as one call takes, in UTF-16 units. */
const longestPiece = 200_000

/** Text cut into pieces that one call takes, between phones and not within one. */
export function textPieces(text: string, longest = longestPiece): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longest) {
    const end = lastBreak(rest.slice(0, longest))
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  if (rest.trim() !== '') pieces.push(rest)
  return pieces
}

/** Behind the last separator; a blank may stand inside a phone and is only taken where there is nothing better. */
const lastBreak = (piece: string): number => {
  const sure = Math.max(...[...'\n\r,，;；、|'].map(sign => piece.lastIndexOf(sign)))
  const end = sure >= 0 ? sure : Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\t'))
  return end >= 0 ? end + 1 : piece.length
}
