import type { Channel, EventName } from './channels.ts'
import type { EventOf, InputOf, OutputOf } from './contract.ts'
import type { Result } from './result.ts'

type Method<C extends Channel> =
  undefined extends InputOf<C>
    ? () => Promise<Result<OutputOf<C>>>
    : (input: InputOf<C>) => Promise<Result<OutputOf<C>>>

type Domain<C extends Channel> = C extends `${infer D}.${string}` ? D : never
type Name<C extends Channel, D extends string> = C extends `${D}.${infer N}` ? N : never

/** `window.zhanggui`: one method per contract entry, grouped by domain, and one way to listen. */
export type Bridge = {
  readonly [D in Domain<Channel>]: {
    readonly [N in Name<Channel, D>]: `${D}.${N}` extends Channel ? Method<`${D}.${N}`> : never
  }
} & {
  /** Calls the listener for every event of that name; returns a function that stops this. */
  readonly on: <E extends EventName>(name: E, listener: (event: EventOf<E>) => void) => () => void
}
