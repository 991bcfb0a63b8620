import type { ReactNode } from 'react'
import styles from './figures.module.css'

export type Figure = { readonly key: string; readonly label: string; readonly value: ReactNode }

/** A few numbers side by side, large enough to be read at a glance. */
export const Figures = ({ figures }: { readonly figures: readonly Figure[] }) => (
  <dl className={styles['figures']}>
    {figures.map(figure => (
      <div key={figure.key} className={styles['figure']}>
        <dt>{figure.label}</dt>
        <dd data-testid={`figure-${figure.key}`}>{figure.value}</dd>
      </div>
    ))}
  </dl>
)
