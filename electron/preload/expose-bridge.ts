export type RawBridge = {
  /** By channel: takes and returns JSON text; byte channels carry values unchanged. */
  readonly calls: Readonly<Record<string, (carried: unknown) => Promise<unknown>>>
  readonly on: (name: string, listener: (event: unknown) => void) => () => void
}

/**
 * Builds `window.zhanggui` in the page's own world, before any script of the page: domain → method, as in the
 * contract. The function is passed there as source text, so it must not use anything outside of itself.
 *
 * Input and output cross as JSON text: Electron copies objects between the two worlds value by value, which takes
 * longer for a thousand rows than the rest of the call (docs/adr/0017-rows-cross-as-text.md).
 */
export function exposeBridge({ calls, on }: RawBridge, byteChannels: readonly string[]): void {
  // Saved before the page's scripts could replace them.
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
  // SECURITY: nothing in the page can replace the bridge.
  Object.defineProperty(globalThis, 'zhanggui', { value: Object.freeze(bridge), enumerable: true })
}
