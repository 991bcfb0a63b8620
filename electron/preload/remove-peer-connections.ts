/**
 * SECURITY: takes WebRTC from a frame before any script of it runs: it reaches servers past the page's policy and every
 * proxy. Carried out in the page's world from its source text, so it can use nothing that stands outside of it.
 */
export function removePeerConnections(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection'])
    Reflect.deleteProperty(globalThis, name)
}
