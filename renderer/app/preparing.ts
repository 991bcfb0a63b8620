import type { StorageProgress } from '../../shared/domain/storage-status.ts'
import { bridge } from '../lib/bridge.ts'
import { i18n } from '../lib/i18n.ts'
import styles from './app.module.css'

/** As `.preparing` has it for what begins now. */
const untilShownMs = 1_000

/**
 * Writes into the first frame what the start is busy with; seen only where that takes its time. A restore is over before
 * there is anybody who could tell of it, so that the page itself comes with the word; the database tells as it goes.
 */
export function tellPreparing(): void {
  const line = document.createElement('p')
  line.className = styles['preparing'] ?? ''
  line.dataset['testid'] = 'preparing'
  line.setAttribute('role', 'status')
  const tell = (now: StorageProgress | { readonly stage: 'restore' }): void => {
    line.textContent = i18n.t(`shell:preparing.${now.stage}`, now)
    if (!line.isConnected) document.querySelector('[data-app-state="loading"]')?.prepend(line)
  }
  if (document.documentElement.dataset['preparing'] === 'restore') {
    // It has been going on since the page was asked for.
    line.style.animationDelay = `${Math.max(0, untilShownMs - performance.now())}ms`
    tell({ stage: 'restore' })
  }
  bridge.on('storage-progress', tell)
}
