/**
 * Gives the memory of a view's buffer back at once; the view is empty afterwards. The collector counts buffers as next to
 * nothing, and would let those of several lists stand side by side.
 */
export function free(view: ArrayBufferView<ArrayBuffer>): void {
  view.buffer.transfer(0)
}
