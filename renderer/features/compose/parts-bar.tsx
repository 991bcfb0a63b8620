import { useTranslation } from 'react-i18next'
import type { MessageGroup, MessageTally } from '../../../shared/domain/message-view.ts'
import { piecesOf } from '../../../shared/domain/shares.ts'
import { FilterChip, FilterChips } from '../../components/filter-chip.tsx'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import styles from './parts-bar.module.css'

/** In percent of the bar: one person of a million is seen too. */
const leastLength = 1.5
/** Shades that there are; more parts have the last. */
const shades = 6

type Slice = { readonly group: MessageGroup; readonly count: number; readonly shade: string }

/** How many people get 1, 2, 3 … parts, and how many get no message: a bar, a table behind it, and a button for each group. */
export const PartsBar = ({
  tally,
  group,
  isMeasuring,
  onGroup,
  onLongest,
}: {
  readonly tally: MessageTally
  readonly group: MessageGroup
  /** The figures are of an earlier text. */
  readonly isMeasuring: boolean
  readonly onGroup: (group: MessageGroup) => void
  /** Shows this group, its longest message first. */
  readonly onLongest: (group: MessageGroup) => void
}) => {
  const { t } = useTranslation('compose')
  const format = useFormat()
  const slices: readonly Slice[] = [
    ...tally.byParts.map((count, place) => ({
      group: place + 1,
      count,
      shade: String(Math.min(place + 1, shades)),
    })),
    { group: 'left-out' as const, count: tally.leftOut, shade: 'none' },
  ].filter(({ count }) => count > 0)
  const pieces = piecesOf(
    slices.map(({ count }) => count),
    leastLength,
  )
  const total = slices.reduce((sum, { count }) => sum + count, 0)
  const nameOf = (of: MessageGroup): string =>
    typeof of === 'number' ? t('preview.group.parts', { n: format.n(of) }) : t(`preview.group.${of}`)
  const press = (of: MessageGroup) => () => onGroup(of === group ? 'all' : of)
  return (
    <section className={styles['parts']} aria-busy={isMeasuring} data-testid="parts-bar">
      <header className={styles['head']}>
        <h3 className={styles['title']}>{t('preview.bar')}</h3>
        <TextButton look="link" onPress={() => onLongest('all')} testId="preview-longest">
          {t('preview.longest')}
        </TextButton>
        {tally.byParts.length > 0 && (
          <TextButton look="link" onPress={() => onLongest(tally.byParts.length)} testId="preview-most-parts">
            {t('preview.mostParts')}
          </TextButton>
        )}
      </header>
      <div className={styles['bar']} aria-hidden="true">
        {slices.map(({ group: of, count, shade }, place) => (
          <button
            key={of}
            type="button"
            tabIndex={-1}
            className={styles['piece']}
            style={{ width: `${pieces[place]?.length ?? 0}%` }}
            title={`${nameOf(of)} ${format.n(count)}`}
            onClick={press(of)}
            data-shade={shade}
            data-off={group !== 'all' && group !== of ? true : undefined}
            data-testid="parts-piece"
          />
        ))}
      </div>
      <FilterChips label={t('preview.bar')}>
        <FilterChip
          label={t('preview.group.all')}
          count={total}
          on={group === 'all'}
          onPress={press('all')}
          testId="group-all"
        />
        {slices.map(({ group: of, count, shade }) => (
          <FilterChip
            key={of}
            mark={<span className={styles['swatch']} data-shade={shade} />}
            label={nameOf(of)}
            count={count}
            on={group === of}
            onPress={press(of)}
            testId={`group-${of}`}
          />
        ))}
        {tally.gaps > 0 && (
          <FilterChip
            label={t('preview.group.gaps')}
            count={tally.gaps}
            on={group === 'gaps'}
            onPress={press('gaps')}
            testId="group-gaps"
          />
        )}
      </FilterChips>
      <div className="visually-hidden">
        <table>
          <caption>{t('preview.bar')}</caption>
          <tbody>
            {slices.map(({ group: of, count }) => (
              <tr key={of}>
                <th scope="row">{nameOf(of)}</th>
                <td>{t('preview.people', { n: format.n(count) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
