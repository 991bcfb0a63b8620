import { Icon } from './icon.tsx'
import styles from './step-bar.module.css'

export type Step = { readonly key: string; readonly label: string }

/** The owner's position between list and report. */
export const StepBar = ({
  steps,
  current,
  label,
}: {
  readonly steps: readonly Step[]
  readonly current: string
  readonly label: string
}) => {
  const at = steps.findIndex(step => step.key === current)
  return (
    <ol className={styles['steps']} aria-label={label} data-testid="steps">
      {steps.map((step, index) => {
        const place = index < at ? 'done' : index === at ? 'here' : 'ahead'
        return (
          <li
            key={step.key}
            className={`${styles['step']} ${styles[place]}`}
            aria-current={place === 'here' ? 'step' : undefined}
          >
            <span className={styles['number']}>
              {place === 'done' ? <Icon name="check" size={14} /> : index + 1}
            </span>
            <span className={styles['label']}>{step.label}</span>
          </li>
        )
      })}
    </ol>
  )
}
