import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/format.ts'
import type { PageView } from '../lib/use-pages.ts'
import styles from './page-turner.module.css'

const turns = ['first', 'previous', 'next', 'last'] as const

/** Which rows are in view and the way to the others; nothing where all of them are in view. */
export const PageTurner = ({
  pages,
}: {
  readonly pages: Pick<PageView<unknown>, 'places' | 'total' | 'totalIsLeast' | 'can' | 'turn'>
}) => {
  const { t } = useTranslation()
  const format = useFormat()
  const { places } = pages
  if (!turns.some(pages.can)) return null
  const total = format.count(pages)
  return (
    <nav className={styles['turner']} aria-label={t('pages.label')} data-testid="pages">
      <span className={styles['places']} aria-live="polite" data-testid="pages-places">
        {places === null
          ? t('pages.total', { total })
          : t('pages.places', { from: format.n(places.from), to: format.n(places.to), total })}
      </span>
      {turns.map(turn => (
        <Button
          key={turn}
          disabled={!pages.can(turn)}
          onClick={() => pages.turn(turn)}
          data-testid={`page-${turn}`}
        >
          {t(`pages.${turn}`)}
        </Button>
      ))}
    </nav>
  )
}
