import {
  Ban,
  Check,
  ChevronLeft,
  ChevronRight,
  CircleQuestionMark,
  Copy,
  Download,
  FlaskConical,
  History,
  Info,
  KeyRound,
  List,
  type LucideIcon,
  Pause,
  Search,
  Send,
  SlidersHorizontal,
  Smartphone,
  TriangleAlert,
  Users,
} from 'lucide-react'
import styles from './icon.module.css'

/** Our names, by what they mean here; the drawings are lucide's. Only those named here are in the build. */
const drawings = {
  send: Send,
  history: History,
  settings: SlidersHorizontal,
  people: Users,
  flask: FlaskConical,
  key: KeyRound,
  list: List,
  none: Ban,
  search: Search,
  copy: Copy,
  check: Check,
  warning: TriangleAlert,
  info: Info,
  previous: ChevronLeft,
  next: ChevronRight,
  pause: Pause,
  download: Download,
  phone: Smartphone,
  question: CircleQuestionMark,
} as const satisfies Readonly<Record<string, LucideIcon>>

export type IconName = keyof typeof drawings

/** A line drawing in the colour of the text beside it. Never the only carrier of a meaning. */
export const Icon = ({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) => {
  const Drawing = drawings[name]
  return <Drawing className={styles['icon']} size={size} strokeWidth={1.7} aria-hidden="true" />
}
