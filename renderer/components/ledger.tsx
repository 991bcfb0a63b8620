import type { ReactNode } from 'react'
import styles from './ledger.module.css'
import { TextButton } from './text-button.tsx'

/** `start`: what there was. `minus`: what is taken off. `sum`: what is left. `part`: one share of a sum. */
export type LedgerLine = {
  readonly key: string
  readonly kind: 'start' | 'minus' | 'sum' | 'part'
  readonly label: ReactNode
  readonly note?: ReactNode
  readonly amount: string
  /** Shows the people behind the amount. */
  readonly onOpen?: () => void
}

/** Numbers that add up, one below the other like in an account book. */
export const Ledger = ({
  lines,
  label,
  testId,
}: {
  readonly lines: readonly LedgerLine[]
  readonly label: string
  readonly testId?: string
}) => (
  <table className={styles['ledger']} aria-label={label} data-testid={testId}>
    <tbody>
      {lines.map(line => (
        <tr key={line.key} className={styles[line.kind]} data-line={line.key}>
          <th scope="row">
            {line.label}
            {line.note !== undefined && <span className={styles['note']}>{line.note}</span>}
          </th>
          <td>
            {line.kind === 'minus' && <span className={styles['sign']}>−</span>}
            {line.onOpen === undefined ? (
              <span data-testid={`amount-${line.key}`}>{line.amount}</span>
            ) : (
              <TextButton look="link" onPress={line.onOpen} testId={`amount-${line.key}`}>
                {line.amount}
              </TextButton>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
