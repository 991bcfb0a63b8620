/** Where the owner came from, and so where the way out leads. */
export type Leave =
  | { readonly kind: 'wizard'; readonly back: () => void; readonly again: () => void }
  | { readonly kind: 'history'; readonly go: () => void }
