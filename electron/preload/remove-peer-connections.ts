/**
 * SECURITY: removes WebRTC from a frame before any of its scripts runs, because it reaches servers past the page's
 * policy and every proxy. The function is passed to the page's world as source text, so it must not use anything
 * outside of itself.
 */
export function removePeerConnections(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection'])
    Reflect.deleteProperty(globalThis, name)
}
