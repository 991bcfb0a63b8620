import { useTranslation } from 'react-i18next'
import type { Mode, Preflight } from '../../../shared/domain/campaign.ts'
import { useApp } from '../../app/app-context.ts'
import { TextButton } from '../../components/text-button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useSpanText } from '../../lib/span-text.ts'
import { Fact } from './fact.tsx'
import type { NamedPeople } from './people-list-dialog.tsx'
import styles from './preflight-facts.module.css'
import { useEndText } from './use-end-text.ts'

/** Parts, cost and time. */
export const PreflightFacts = ({
  preflight,
  mode,
  onOpen,
}: {
  readonly preflight: Preflight
  readonly mode: Mode
  readonly onOpen: (people: NamedPeople) => void
}) => {
  const { t } = useTranslation(['preflight', 'common'])
  const format = useFormat()
  const spanText = useSpanText()
  const { settings } = useApp()
  const end = useEndText(preflight.estimatedSeconds, mode)
  const byParts = preflight.byParts.filter(group => group.count > 0)
  return (
    <>
      <dl>
        <Fact
          label={t('facts.parts')}
          under={byParts.map(({ parts, count }) => {
            const title = t('facts.byParts', { people: format.n(count), parts: format.n(parts) })
            return (
              <TextButton
                key={parts}
                look="link"
                onPress={() =>
                  onOpen({ title, of: { kind: 'recipients', of: { states: ['pending'], parts } } })
                }
                testId={`parts-${parts}`}
              >
                {title}
              </TextButton>
            )
          })}
          testId="fact-parts"
          strong
        >
          {t('common:messages', { n: format.n(preflight.parts) })}
        </Fact>
        <Fact label={t('facts.cost')} testId="fact-cost" strong={preflight.estimatedCost !== null}>
          {preflight.estimatedCost === null
            ? t('facts.noPrice')
            : t('common:estimated', { what: format.money(preflight.estimatedCost) })}
        </Fact>
        <Fact
          label={t('facts.duration')}
          note={t('facts.durationNote', { rate: settings.ratePerSecond, n: settings.concurrency })}
          testId="fact-duration"
        >
          {t('common:estimated', { what: spanText(preflight.estimatedSeconds * 1000) })}
        </Fact>
        {preflight.toSend > 0 && (
          <Fact label={t('facts.ends')} note={end.note} testId="fact-ends" strong={!end.fitsToday}>
            {end.ends}
          </Fact>
        )}
      </dl>
      <p className={styles['note']}>{t('facts.estimateNote')}</p>
    </>
  )
}
