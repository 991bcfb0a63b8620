import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportOrigin } from '../../workers/import/import-summary.ts'
import type { TextChoices } from '../../workers/import/import-text.ts'
import styles from './reading-panel.module.css'

type Records = readonly (readonly string[])[]

/** The first records under the present choices; `show` looks at others before the file has been read again. */
export const useTextPreview = (
  client: ImportClient,
  origin: ImportOrigin,
): { readonly records: Records | null; readonly show: (choices: TextChoices) => void } => {
  const [records, setRecords] = useState<Records | null>(null)
  const show = useCallback(
    (choices: TextChoices): void => {
      client.previewText(choices).then(
        preview => setRecords(preview.records),
        () => setRecords(null),
      )
    },
    [client],
  )
  useEffect(() => {
    if (origin.kind === 'text') show({ encoding: origin.encoding, delimiter: origin.delimiter })
    else setRecords(null)
  }, [origin, show])
  return { records, show }
}

/** How the beginning of the file falls into cells. */
export const TextPreviewTable = ({ records }: { readonly records: Records }) => {
  const { t } = useTranslation('import')
  return (
    <div className={styles['preview']}>
      <table aria-label={t('option.preview')} data-testid="text-preview">
        <tbody>
          {records.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: records have no other name than their place
            <tr key={row}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
                <td key={column} title={cell}>
                  {cell === '' ? '\u00a0' : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
