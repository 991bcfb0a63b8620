import type { ReactNode } from 'react'
import styles from './above-page.module.css'

/** What stands over a page and stays while the page is scrolled. */
export const AbovePage = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles['strip']}>
    <div className={styles['inner']}>{children}</div>
  </div>
)
