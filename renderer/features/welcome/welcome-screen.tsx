import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/app-context.ts'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Card, Page } from '../../components/page.tsx'
import { Seal } from '../../components/seal.tsx'
import { headingProps } from '../../lib/heading.ts'
import { useScreen } from '../../lib/screen.ts'
import { ConsoleLink } from '../settings/console-link.tsx'
import { CredentialsForm } from '../settings/credentials-form.tsx'
import styles from './welcome-screen.module.css'

/** The first start: practise without anything, or enter the account. */
export const WelcomeScreen = () => {
  useScreen('welcome')
  const { t } = useTranslation('welcome')
  const { go } = useApp()
  const [entering, setEntering] = useState(false)
  if (entering) {
    return (
      <Page title={t('form.title')} subtitle={t('form.subtitle')}>
        <Card>
          <CredentialsForm
            cancelText={t('form.back')}
            onCancel={() => setEntering(false)}
            onSaved={() => go({ screen: 'send' })}
          />
        </Card>
      </Page>
    )
  }
  return (
    <section className={styles['welcome']}>
      <div className={styles['middle']}>
        <Seal large />
        <h1 className={styles['title']} {...headingProps}>
          {t('title')}
        </h1>
        <p className={styles['subtitle']}>{t('subtitle')}</p>
        <div className={styles['choices']} data-main>
          <Choice icon="flask" title={t('practice.title')} text={t('practice.text')}>
            <Button
              type="primary"
              size="large"
              block
              onClick={() => go({ screen: 'send' })}
              data-testid="choose-practice"
            >
              {t('practice.action')}
            </Button>
          </Choice>
          <Choice icon="key" title={t('real.title')} text={t('real.text')}>
            <Button size="large" block onClick={() => setEntering(true)} data-testid="choose-credentials">
              {t('real.action')}
            </Button>
          </Choice>
        </div>
        <p className={styles['later']}>{t('later')}</p>
        <p className={styles['later']} data-testid="what-provider">
          {t('provider')} <ConsoleLink />
        </p>
      </div>
    </section>
  )
}

const Choice = ({
  icon,
  title,
  text,
  children,
}: {
  readonly icon: IconName
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}) => (
  <div className={styles['choice']}>
    <span className={styles['mark']}>
      <Icon name={icon} size={24} />
    </span>
    <h2 className={styles['choiceTitle']}>{title}</h2>
    <p className={styles['choiceText']}>{text}</p>
    {children}
  </div>
)
