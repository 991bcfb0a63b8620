import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { Card } from '../../components/page.tsx'
import { SupportRow } from '../support/support-row.tsx'
import styles from './about-card.module.css'
import { LicencesDialog } from './licences-dialog.tsx'

/** What a supporter asks for first. */
export const AboutCard = () => {
  const { t } = useTranslation('settings')
  const { info } = useApp()
  const [licences, setLicences] = useState(false)
  const { electron, chromium, node } = info.runtime
  const facts = [
    ['version', info.version],
    ['endpoint', info.endpoint.url],
    ['runtime', `Electron ${electron} · Chromium ${chromium} · Node ${node}`],
  ] as const
  return (
    <Card title={t('about.title')}>
      <dl data-testid="about">
        {facts.map(([name, value]) => (
          <div key={name} className={styles['fact']}>
            <dt>{t(`about.${name}`)}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
      <Button
        className={styles['licences'] ?? ''}
        onClick={() => setLicences(true)}
        data-testid="open-licences"
      >
        {t('licences.title')}
      </Button>
      {licences && <LicencesDialog onClose={() => setLicences(false)} />}
      <SupportRow />
    </Card>
  )
}
