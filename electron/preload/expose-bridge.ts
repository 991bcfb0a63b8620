export type RawBridge = {
  /** By channel: takes and gives JSON text, or what a byte channel carries as it is. */
  readonly calls: Readonly<Record<string, (carried: unknown) => Promise<unknown>>>
  readonly on: (name: string, listener: (event: unknown) => void) => () => void
}

/**
 * Builds `window.zhanggui` in the page's own world, before any script of the page: domain → method, as the contract
 * names them. Carried out there from its source text, so it can use nothing that stands outside of it.
 *
 * What goes in and comes out crosses as JSON text: Electron copies objects between the two worlds value by value, which
 * takes longer for a thousand rows than all the rest of a call (docs/adr/0017-rows-cross-as-text.md).
 */
export function exposeBridge({ calls, on }: RawBridge, byteChannels: readonly string[]): void {
  // Those of the moment before the page's scripts.
  const { parse, stringify } = JSON
  const domains: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = {}
  for (const [channel, invoke] of Object.entries(calls)) {
    const [domain = '', name = ''] = channel.split('.')
    domains[domain] ??= {}
    domains[domain][name] = byteChannels.includes(channel)
      ? invoke
      : async input => parse(String(await invoke(stringify(input))))
  }
  const bridge = {
    ...Object.fromEntries(Object.entries(domains).map(([name, methods]) => [name, Object.freeze(methods)])),
    on,
  }
  // SECURITY: nothing in the page can put another bridge in its place.
  Object.defineProperty(globalThis, 'zhanggui', { value: Object.freeze(bridge), enumerable: true })
}
