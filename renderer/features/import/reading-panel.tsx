import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { delimiterNames } from '../../../shared/import/delimiter.ts'
import { textEncodings } from '../../../shared/import/encoding.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { TextChoices } from '../../workers/import/import-text.ts'
import styles from './reading-panel.module.css'
import { TextPreviewTable, useTextPreview } from './text-preview.tsx'
import { type ContactColumn, titleIn, titleOf } from './usable-contacts.ts'
import type { ImportActions } from './use-import.ts'

type PanelProps = {
  readonly client: ImportClient
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
  readonly actions: ImportActions
  /** Reads the text again, which takes the owner's changes away: asks first where there are any. */
  readonly onReread: (choices: TextChoices, onBegin: () => void) => void
}

/** How the file was read, each part of it to be changed; the table below shows the effect at once. */
export const ReadingPanel = ({ client, summary, columns, actions, onReread }: PanelProps) => {
  const { t } = useTranslation('import')
  const { origin, headerRow, phoneColumns, nameColumn } = summary
  const layout = (phones: readonly number[]): void =>
    actions.setLayout({ headerRow, phoneColumns: phones }, nameColumn)
  const preview = useTextPreview(client, origin)
  const reread = (choices: TextChoices): void => onReread(choices, () => preview.show(choices))
  const names = columns.map(column => ({ value: column.index, label: titleOf(column) }))
  return (
    <div className={styles['panel']} data-testid="reading-panel">
      <Option label={t('option.phoneColumn')} wide>
        <PhoneColumns summary={summary} columns={columns} onChange={layout} />
      </Option>
      <Option label={t('option.nameColumn')}>
        <Select<number>
          size="small"
          className={styles['select'] ?? ''}
          value={nameColumn}
          options={[{ value: -1, label: t('option.noName') }, ...names]}
          optionRender={({ value, label }) => (
            <WithSample label={label} sample={columns[Number(value)]?.sample} />
          )}
          onChange={column => actions.setLayout({ headerRow, phoneColumns }, column)}
          popupMatchSelectWidth={false}
          aria-label={t('option.nameColumn')}
          data-testid="name-column"
        />
      </Option>
      <Option label={t('option.header')}>
        <Select<number>
          size="small"
          className={styles['select'] ?? ''}
          value={headerRow}
          options={[
            { value: -1, label: t('option.noHeader') },
            ...summary.firstRows.map(({ row }, index) => ({
              value: index,
              label: t('option.headerRow', { row }),
            })),
          ]}
          optionRender={({ value, label }) => (
            <WithSample label={label} sample={summary.firstRows[Number(value)]?.text} />
          )}
          onChange={row => actions.setLayout({ headerRow: row, phoneColumns }, nameColumn)}
          popupMatchSelectWidth={false}
          aria-label={t('option.header')}
          data-testid="header-row"
        />
      </Option>
      {origin.kind === 'text' && summary.files.length === 1 && (
        <>
          <Option label={t('option.encoding')}>
            <Select
              size="small"
              className={styles['select'] ?? ''}
              value={origin.encoding}
              options={textEncodings.map(name => ({ value: name, label: t(`encoding.${name}`) }))}
              onChange={encoding => reread({ encoding })}
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
              disabled={origin.delimiter === 'cards'}
              options={delimiterNames
                .filter(name => name !== 'cards' || origin.delimiter === 'cards')
                .map(name => ({ value: name, label: t(`delimiter.${name}`) }))}
              onChange={delimiter => reread({ encoding: origin.encoding, delimiter })}
              popupMatchSelectWidth={false}
              aria-label={t('option.delimiter')}
              data-testid="delimiter"
            />
          </Option>
          {preview.records !== null && <TextPreviewTable records={preview.records} />}
        </>
      )}
    </div>
  )
}

/** The columns that phones are taken from, in their order: where the first holds none, the next is looked at. */
const PhoneColumns = ({
  summary,
  columns,
  onChange,
}: {
  readonly summary: ImportSummary
  readonly columns: readonly ContactColumn[]
  readonly onChange: (phoneColumns: readonly number[]) => void
}) => {
  const { t } = useTranslation('import')
  const { phoneColumns } = summary
  const nameOf = (column: number): string => titleIn(columns, column)
  const free = columns.filter(column => !phoneColumns.includes(column.index))
  const without = (place: number): readonly number[] => phoneColumns.filter((_, at) => at !== place)
  const toFront = (place: number): readonly number[] => {
    const column = phoneColumns[place] ?? 0
    return [column, ...without(place)]
  }
  return (
    <div className={styles['phones']}>
      {phoneColumns.map((column, place) => (
        <span key={column} className={styles['phone']} data-testid="phone-column-used">
          {phoneColumns.length === 1 ? (
            <Select<number>
              size="small"
              className={styles['select'] ?? ''}
              value={column}
              options={columns.map(choice => ({ value: choice.index, label: titleOf(choice) }))}
              optionRender={({ value, label }) => (
                <WithSample label={label} sample={columns[Number(value)]?.sample} />
              )}
              onChange={chosen => onChange([chosen])}
              popupMatchSelectWidth={false}
              aria-label={t('option.phoneColumn')}
              data-testid="phone-column"
            />
          ) : (
            <>
              <span className={styles['place']}>{place + 1}</span>
              {nameOf(column)}
              {place > 0 && (
                <Button
                  size="small"
                  type="text"
                  onClick={() => onChange(toFront(place))}
                  data-testid="phone-column-first"
                >
                  {t('option.first')}
                </Button>
              )}
              <Button
                size="small"
                type="text"
                aria-label={t('option.removeColumn', { column: nameOf(column) })}
                onClick={() => onChange(without(place))}
              >
                ×
              </Button>
            </>
          )}
        </span>
      ))}
      {free.length > 0 && phoneColumns.length < 20 && (
        <Select<number | null>
          size="small"
          className={styles['select'] ?? ''}
          value={null}
          placeholder={t('option.addColumn')}
          options={free.map(column => ({
            value: column.index,
            label: summary.otherPhoneColumns.includes(column.index)
              ? t('option.hasPhones', { column: titleOf(column) })
              : titleOf(column),
          }))}
          onChange={column => column !== null && onChange([...phoneColumns, column])}
          popupMatchSelectWidth={false}
          aria-label={t('option.addColumn')}
          data-testid="phone-column-add"
        />
      )}
    </div>
  )
}

/** What can be chosen, with something that stands in it. */
const WithSample = ({
  label,
  sample = '',
}: {
  readonly label: ReactNode
  readonly sample?: string | undefined
}) => (
  <>
    {label}
    {sample !== '' && <span className={styles['sample']}>{sample}</span>}
  </>
)

const Option = ({
  label,
  wide = false,
  children,
}: {
  readonly label: string
  readonly wide?: boolean
  readonly children: ReactNode
}) => (
  <div className={styles['option']} data-wide={wide}>
    <span className={styles['label']} aria-hidden="true">
      {label}
    </span>
    {children}
  </div>
)
