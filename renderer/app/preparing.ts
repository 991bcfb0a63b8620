import { bridge } from '../lib/bridge.ts'
import { i18n } from '../lib/i18n.ts'
import styles from './app.module.css'

/** Writes into the first frame what the database is being prepared for; seen only where that takes its time. */
export function tellPreparing(): void {
  const line = document.createElement('p')
  line.className = styles['preparing'] ?? ''
  line.dataset['testid'] = 'preparing'
  line.setAttribute('role', 'status')
  bridge.on('storage-progress', progress => {
    line.textContent = i18n.t(`shell:preparing.${progress.stage}`, progress)
    if (!line.isConnected) document.querySelector('[data-app-state="loading"]')?.prepend(line)
  })
}
