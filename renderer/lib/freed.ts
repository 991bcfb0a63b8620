/**
 * Frees the memory of a view's buffer at once; the view is empty afterwards. The garbage collector underestimates
 * buffers and would keep those of several lists.
 */
export function free(view: ArrayBufferView<ArrayBuffer>): void {
  view.buffer.transfer(0)
}
