import { InputNumber } from 'antd'
import { useState } from 'react'
import styles from './number-setting.module.css'

type NumberProps = {
  readonly id: string
  readonly value: number | null
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit: string
  /** Whether an empty field is a value of its own. */
  readonly optional?: boolean
  readonly onSave: (value: number | null) => void
}

/** A number that is saved when the field is left or Enter is pressed, not at every key. */
export const NumberSetting = ({ id, value, min, max, step, unit, optional = false, onSave }: NumberProps) => {
  const [typed, setTyped] = useState<number | null>(value)
  const commit = (): void => {
    if (typed === null && !optional) {
      setTyped(value)
      return
    }
    if (typed !== value) onSave(typed)
  }
  return (
    <InputNumber
      id={id}
      className={styles['number'] ?? ''}
      value={typed}
      min={min}
      max={max}
      step={step}
      onChange={setTyped}
      onBlur={commit}
      onPressEnter={commit}
      data-testid={id}
      suffix={unit}
    />
  )
}
