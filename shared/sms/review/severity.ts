/**
 * How sure a refusal is. `likely`: at least three platforms publish it, or the provider's own codes name it.
 * `often`: two platforms, or a whole trade that some refuse. `mind`: one platform, a matter of judgement, or what this
 * provider itself sells; shown small and counted apart.
 */
export type Severity = 'likely' | 'often' | 'mind'
