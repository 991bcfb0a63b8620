import type { ReactNode } from 'react'
import styles from './above-page.module.css'

/** Content above a page that stays in view while the page is scrolled. */
export const AbovePage = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles['strip']}>
    <div className={styles['inner']}>{children}</div>
  </div>
)
