import { Button } from 'antd'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/icon.tsx'
import styles from './drop-zone.module.css'

/** Every ending that lists travel under; what a file is, its first bytes tell. */
export const accepted = '.csv,.tsv,.txt,.vcf,.xlsx,.xlsm,.xlsb,.xls,.ods,.et,.htm,.html,.xml'

type DropZoneProps = {
  readonly onFile: (file: File) => void
  /** A folder was dropped; it is no list. */
  readonly onFolder: () => void
  /** Shown instead of the invitation once there is a list; gets the way to open the file dialog. */
  readonly children: (choose: () => void) => ReactNode
}

/** Takes a file by dropping it anywhere on the screen, and holds the one real file input. */
export const DropZone = ({ onFile, onFolder, children }: DropZoneProps) => {
  const { t } = useTranslation('import')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [item] = event.dataTransfer.items
    const file = event.dataTransfer.files[0]
    if (item?.webkitGetAsEntry()?.isDirectory) onFolder()
    else if (file) onFile(file)
  }
  const drag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  const leave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
      setOver(false)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button and the input are the first
    <div
      className={styles['zone']}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
      data-testid="contact-drop"
    >
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept={accepted}
        tabIndex={-1}
        aria-label={t('choose')}
        data-testid="contact-file"
        onChange={event => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          // So that the same file can be chosen again after it was mended.
          event.target.value = ''
        }}
      />
      {children(() => input.current?.click())}
      {over && (
        <div className={styles['veil']}>
          <Icon name="download" size={32} />
          {t('drop')}
        </div>
      )}
    </div>
  )
}

/** What stands here before there is a list. */
export const Invitation = ({
  onChoose,
  onPaste,
  onSample,
}: {
  readonly onChoose: () => void
  readonly onPaste: () => void
  /** Left out where the made-up list may not be used. */
  readonly onSample?: () => void
}) => {
  const { t } = useTranslation('import')
  return (
    <div className={styles['invitation']} data-testid="contacts-empty">
      <span className={styles['mark']}>
        <Icon name="people" size={32} />
      </span>
      <p className={styles['title']}>{t('invite.title')}</p>
      <p className={styles['text']}>{t('invite.text')}</p>
      <div className={styles['actions']}>
        <Button type="primary" size="large" onClick={onChoose} data-testid="contacts-choose">
          {t('choose')}
        </Button>
        <Button size="large" onClick={onPaste} data-testid="contacts-paste">
          {t('paste.action')}
        </Button>
      </div>
      {onSample !== undefined && (
        <Button type="link" onClick={onSample} data-testid="contacts-sample">
          {t('sample')}
        </Button>
      )}
      <p className={styles['note']}>{t('invite.note')}</p>
    </div>
  )
}
