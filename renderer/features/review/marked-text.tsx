import type { ReactNode } from 'react'
import type { Finding } from '../../../shared/sms/review/finding.ts'
import styles from './marked-text.module.css'

/** A copy of a text with the places of its findings marked. */
export const MarkedText = ({
  text,
  findings,
}: {
  readonly text: string
  readonly findings: readonly Finding[]
}) => {
  const places = findings
    .filter(({ start, end }) => end > start)
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
  const pieces: ReactNode[] = []
  let from = 0
  for (const { start, end, severity } of places) {
    if (start < from) continue
    pieces.push(
      text.slice(from, start),
      <mark key={start} className={styles[severity]} data-testid="marked">
        {text.slice(start, end)}
      </mark>,
    )
    from = end
  }
  return (
    <>
      {pieces}
      {text.slice(from)}
    </>
  )
}
