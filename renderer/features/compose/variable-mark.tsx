import type { ReactNode } from 'react'
import styles from './variable-mark.module.css'

/** Colours that variables have; a number beside each says the same. */
const colours = 5

/** What is said of one variable, in its colour and with its number: in the text, where it comes from, and in a message. */
export const VariableMark = ({
  number,
  name,
  isEmpty = false,
  isBehind = false,
  children,
}: {
  /** Its place among the variables of the text, first = 1. */
  readonly number: number
  readonly name: string
  /** Nothing stands where a value should. */
  readonly isEmpty?: boolean
  /** It lies under a text that is typed: a colour that takes no room. */
  readonly isBehind?: boolean
  readonly children: ReactNode
}) => (
  <mark
    className={`${styles['mark']} ${isEmpty ? styles['empty'] : ''} ${isBehind ? styles['behind'] : ''}`}
    data-colour={((number - 1) % colours) + 1}
    data-number={isBehind ? undefined : number}
    title={name}
  >
    {children}
  </mark>
)
