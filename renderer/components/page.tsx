import type { ReactNode } from 'react'
import { headingProps } from '../lib/heading.ts'
import styles from './page.module.css'

type PageProps = {
  readonly title: ReactNode
  readonly subtitle?: ReactNode
  /** Right of the title. */
  readonly extra?: ReactNode
  readonly children: ReactNode
  /** The bar that always stays in view: what to do next. */
  readonly footer?: ReactNode
}

/** The frame of a screen: title, a body that scrolls, and a bar with the one next step. */
export const Page = ({ title, subtitle, extra, children, footer }: PageProps) => (
  <section className={styles['page']}>
    <div className={styles['scroll']}>
      <div className={styles['inner']}>
        <header className={styles['head']}>
          <div className={styles['names']}>
            <h1 className={styles['title']} {...headingProps}>
              {title}
            </h1>
            {subtitle !== undefined && <p className={styles['subtitle']}>{subtitle}</p>}
          </div>
          {extra !== undefined && <div className={styles['extra']}>{extra}</div>}
        </header>
        {children}
      </div>
    </div>
    {footer !== undefined && (
      <footer className={styles['foot']}>
        <div className={styles['footInner']}>{footer}</div>
      </footer>
    )}
  </section>
)

/** Left: the way back. Middle: what is missing. Right: the next step. */
export const FooterBar = ({
  back,
  hint,
  children,
}: {
  readonly back?: ReactNode
  readonly hint?: ReactNode
  readonly children: ReactNode
}) => (
  <>
    <div className={styles['footBack']}>{back}</div>
    <div className={styles['footHint']} aria-live="polite">
      {hint}
    </div>
    <div className={styles['footNext']}>
      <Settling>{children}</Settling>
    </div>
  </>
)

/**
 * Buttons that have just appeared ignore clicks for a moment: the second half of a double click on the previous
 * button must not start, pause or resume anything.
 */
export const Settling = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles['settling']}>{children}</div>
)

export const Card = ({
  title,
  note,
  extra,
  children,
  flat = false,
  testId,
}: {
  readonly title?: ReactNode
  readonly note?: ReactNode
  readonly extra?: ReactNode
  readonly children: ReactNode
  /** The content has its own padding above and below, such as a table of roomy rows. */
  readonly flat?: boolean
  readonly testId?: string
}) => (
  <section className={`${styles['card']} ${flat ? styles['flat'] : ''}`} data-testid={testId}>
    {title !== undefined && (
      <header className={styles['cardHead']}>
        <div>
          <h2 className={styles['cardTitle']}>{title}</h2>
          {note !== undefined && <p className={styles['cardNote']}>{note}</p>}
        </div>
        {extra}
      </header>
    )}
    {children}
  </section>
)
