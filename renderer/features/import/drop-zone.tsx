import { Button } from 'antd'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/icon.tsx'
import styles from './drop-zone.module.css'

/** Every ending that lists travel under; what a file is, its first bytes tell. */
export const accepted = '.csv,.tsv,.txt,.vcf,.xlsx,.xlsm,.xlsb,.xls,.ods,.et,.htm,.html,.xml'

type DropZoneProps = {
  readonly onFiles: (files: readonly File[]) => void
  /** Files that are to be joined to the list in view. */
  readonly onMore: (files: readonly File[]) => void
  /** A folder was dropped; it is no list. */
  readonly onFolder: () => void
  /** Shown instead of the invitation once there is a list; gets the ways to open the file dialog. */
  readonly children: (choose: () => void, chooseMore: () => void) => ReactNode
}

/** Takes files by dropping them anywhere on the screen, and holds the one real file input. */
export const DropZone = ({ onFiles, onMore, onFolder, children }: DropZoneProps) => {
  const { t } = useTranslation('import')
  const input = useRef<HTMLInputElement>(null)
  /** What the file dialog was opened for. */
  const wantsMore = useRef(false)
  const [over, setOver] = useState(false)

  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const items = [...event.dataTransfer.items]
    const files = [...event.dataTransfer.files]
    if (items.some(item => item.webkitGetAsEntry()?.isDirectory)) onFolder()
    else if (files.length > 0) onFiles(files)
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

  const open = (more: boolean): void => {
    wantsMore.current = more
    input.current?.click()
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
        multiple
        className="visually-hidden"
        accept={accepted}
        tabIndex={-1}
        aria-label={t('choose')}
        data-testid="contact-file"
        onChange={event => {
          const files = [...(event.target.files ?? [])]
          if (files.length > 0) (wantsMore.current ? onMore : onFiles)(files)
          wantsMore.current = false
          // So that the same file can be chosen again after it was mended.
          event.target.value = ''
        }}
      />
      {children(
        () => open(false),
        () => open(true),
      )}
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
      <div className={styles['actions']} data-main>
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
