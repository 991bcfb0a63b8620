import { Input } from 'antd'
import { Icon } from './icon.tsx'

/** A line to search with; what it looks for is its placeholder and its name. */
export const SearchField = ({
  label,
  value,
  longest = 40,
  className = '',
  testId,
  onChange,
}: {
  readonly label: string
  readonly value: string
  /** Characters. */
  readonly longest?: number
  readonly className?: string | undefined
  readonly testId: string
  readonly onChange: (value: string) => void
}) => (
  <Input
    className={className}
    prefix={<Icon name="search" size={18} />}
    value={value}
    maxLength={longest}
    allowClear
    placeholder={label}
    aria-label={label}
    onChange={event => onChange(event.target.value)}
    data-testid={testId}
  />
)
