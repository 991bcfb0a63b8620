import { useTranslation } from 'react-i18next'
import type { Preflight } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { useFormat } from '../../lib/format.ts'
import { useSpanText } from '../../lib/span-text.ts'
import { Fact } from './fact.tsx'
import styles from './preflight-facts.module.css'

/** Parts, cost and time. */
export const PreflightFacts = ({ preflight }: { readonly preflight: Preflight }) => {
  const { t } = useTranslation(['preflight', 'common'])
  const format = useFormat()
  const spanText = useSpanText()
  const { settings } = useApp()
  const byParts = preflight.byParts
    .filter(group => group.count > 0)
    .map(group => t('facts.byParts', { people: format.n(group.count), parts: format.n(group.parts) }))
  return (
    <>
      <dl className={styles['facts']}>
        <Fact label={t('facts.parts')} note={byParts.join('，')} testId="fact-parts" strong>
          {t('common:messages', { n: format.n(preflight.parts) })}
        </Fact>
        <Fact label={t('facts.cost')} testId="fact-cost" strong={preflight.estimatedCost !== null}>
          {preflight.estimatedCost === null
            ? t('facts.noPrice')
            : `${format.money(preflight.estimatedCost)}（${t('common:estimate')}）`}
        </Fact>
        <Fact
          label={t('facts.duration')}
          note={t('facts.durationNote', { rate: settings.ratePerSecond })}
          testId="fact-duration"
        >
          {`${spanText(preflight.estimatedSeconds * 1000)}（${t('common:estimate')}）`}
        </Fact>
      </dl>
      <p className={styles['note']}>{t('facts.estimateNote')}</p>
    </>
  )
}
