import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Delimiter, delimiters } from '../../../shared/contacts/delimiter.ts'
import { textEncodings } from '../../../shared/contacts/encoding.ts'
import type { ListSummary } from '../../workers/contacts/contact-list.ts'
import type { ContactColumn } from './contact-table.ts'
import styles from './reading-options.module.css'
import type { ContactListActions } from './use-contact-list.ts'

const delimiterNames = Object.keys(delimiters) as readonly Delimiter[]

/** How the file was read, each part of it to be changed; the effect is seen at once. */
export const ReadingOptions = ({
  summary,
  columns,
  actions,
}: {
  readonly summary: ListSummary
  readonly columns: readonly ContactColumn[]
  readonly actions: ContactListActions
}) => {
  const { t } = useTranslation('contacts')
  const { origin, headerRow, phoneColumns } = summary
  return (
    <div className={styles['options']}>
      <Option label={t('option.phoneColumn')}>
        <Select<number>
          size="small"
          className={styles['select'] ?? ''}
          value={phoneColumns[0] ?? 0}
          options={columns.map(column => ({ value: column.index, label: column.name }))}
          onChange={column => actions.setLayout({ headerRow, phoneColumns: [column] })}
          popupMatchSelectWidth={false}
          aria-label={t('option.phoneColumn')}
          data-testid="phone-column"
        />
      </Option>
      <Option label={t('option.header')}>
        <Select<number>
          size="small"
          className={styles['select'] ?? ''}
          value={headerRow}
          options={[
            { value: -1, label: t('option.noHeader') },
            ...summary.firstRows.map((row, index) => ({
              value: index,
              label: t('option.headerRow', { row }),
            })),
          ]}
          onChange={row => actions.setLayout({ headerRow: row, phoneColumns })}
          popupMatchSelectWidth={false}
          aria-label={t('option.header')}
          data-testid="header-row"
        />
      </Option>
      {origin.kind === 'text' ? (
        <>
          <Option label={t('option.encoding')}>
            <Select
              size="small"
              className={styles['select'] ?? ''}
              value={origin.encoding}
              options={textEncodings.map(name => ({ value: name, label: t(`encoding.${name}`) }))}
              onChange={encoding => actions.reread({ encoding })}
              popupMatchSelectWidth={false}
              aria-label={t('option.encoding')}
              data-testid="encoding"
            />
          </Option>
          <Option label={t('option.delimiter')}>
            <Select
              size="small"
              className={styles['select'] ?? ''}
              value={origin.delimiter}
              options={delimiterNames.map(name => ({ value: name, label: t(`delimiter.${name}`) }))}
              onChange={delimiter => actions.reread({ encoding: origin.encoding, delimiter })}
              popupMatchSelectWidth={false}
              aria-label={t('option.delimiter')}
              data-testid="delimiter"
            />
          </Option>
        </>
      ) : (
        origin.sheets.length > 1 && (
          <Option label={t('option.sheet')}>
            <Select
              size="small"
              className={styles['select'] ?? ''}
              value={origin.sheet}
              options={origin.sheets.map((name, sheet) => ({ value: sheet, label: name }))}
              onChange={sheet => actions.chooseSheet(sheet)}
              popupMatchSelectWidth={false}
              aria-label={t('option.sheet')}
              data-testid="sheet"
            />
          </Option>
        )
      )}
    </div>
  )
}

const Option = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={styles['option']}>
    <span className={styles['label']} aria-hidden="true">
      {label}
    </span>
    {children}
  </div>
)
