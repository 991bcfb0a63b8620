import { Button } from 'antd'
import { useRef } from 'react'
import { accepted } from '../import/drop-zone.tsx'

/** A button that opens the file dialog; its input can be set by automation. */
export const FileButton = ({
  label,
  onFile,
  loading,
  testId,
  primary = false,
  large = false,
}: {
  readonly label: string
  readonly onFile: (file: File) => void
  readonly loading: boolean
  /** Of the input; the button has `-button` behind it. */
  readonly testId: string
  readonly primary?: boolean
  readonly large?: boolean
}) => {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept={accepted}
        tabIndex={-1}
        aria-label={label}
        data-testid={testId}
        onChange={event => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          // So that the same file can be chosen again after it was mended.
          event.target.value = ''
        }}
      />
      <Button
        type={primary ? 'primary' : 'default'}
        size={large ? 'large' : 'medium'}
        loading={loading}
        onClick={() => input.current?.click()}
        data-testid={`${testId}-button`}
      >
        {label}
      </Button>
    </>
  )
}
