import { Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wrongPhoneCode } from '../../../shared/provider/codes.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { PageTurner } from '../../components/page-turner.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { usePages } from '../../lib/use-pages.ts'
import styles from './corrections.module.css'
import { type Typed, typeCorrection, useTypedCorrections } from './typed-corrections.ts'

/** However it was written: blanks and wide digits are no other number. */
const digitsOf = (written: string): string => written.normalize('NFKC').replaceAll(/[\s-]/g, '')

/** From more than these on one is looked for rather than leafed to. */
const onePage = 50

/** A new phone for each person whom the provider refused as no phone; left empty, the old one stays. */
export const Corrections = ({ campaignId }: { readonly campaignId: number }) => {
  const { t } = useTranslation(['report', 'common'])
  const format = useFormat()
  const typed = useTypedCorrections(campaignId)
  const [search, setSearch] = useState('')
  const [people] = usePages(
    { campaignId, search: search.trim() },
    ({ search: digits, ...asked }, request) =>
      call(
        bridge.campaigns.recipients({
          ...asked,
          ...request,
          states: ['rejected'],
          reason: { code: wrongPhoneCode, cause: null },
          ...(digits === '' ? {} : { search: digits }),
        }),
      ),
    { limit: onePage },
  )
  if (people.state === 'loading') return null
  if (people.state === 'failed') return <ErrorNotice error={people.error} />
  const { rows, total } = people.value
  return (
    <div className={styles['corrections']} data-testid="corrections">
      <p className={styles['note']}>{t('correct.note')}</p>
      {(total > onePage || search !== '') && (
        <SearchField
          label={t('correct.search')}
          value={search}
          className={styles['search']}
          onChange={setSearch}
          testId="correction-search"
        />
      )}
      <ul className={styles['people']}>
        {rows.map(({ seq, phone, message, resolution }) => (
          <Person
            key={seq}
            campaignId={campaignId}
            phone={phone}
            message={message}
            isResent={resolution === 'sent-again'}
            typed={typed.get(seq) ?? null}
            isTaken={written =>
              [...typed].some(([other, each]) => other !== seq && digitsOf(each.phone) === digitsOf(written))
            }
            onTyped={each => typeCorrection(campaignId, seq, each)}
          />
        ))}
        {rows.length === 0 && <li className={styles['note']}>{t('correct.nobody')}</li>}
      </ul>
      <PageTurner pages={people.value} />
      {typed.size > 0 && (
        <p
          className={styles['note']}
          aria-live="polite"
          data-testid="corrections-typed"
          data-count={typed.size}
        >
          {t('correct.typed', { n: format.n(typed.size) })}
        </p>
      )}
    </div>
  )
}

const Person = ({
  campaignId,
  phone,
  message,
  isResent,
  typed,
  isTaken,
  onTyped,
}: {
  readonly campaignId: number
  readonly phone: string
  readonly message: string
  /** Stands in a resend already. */
  readonly isResent: boolean
  readonly typed: Typed | null
  readonly isTaken: (phone: string) => boolean
  readonly onTyped: (typed: Typed | null) => void
}) => {
  const { t } = useTranslation(['report', 'common'])
  const [text, setText] = useState(typed?.phone ?? '')
  const latest = useRef('')
  const check = async (written: string): Promise<void> => {
    latest.current = written
    const plain = written.trim()
    if (plain === '') {
      onTyped(null)
      return
    }
    if (isTaken(plain)) {
      onTyped({ phone: plain, problem: 'in-campaign' })
      return
    }
    // Not known to be good before it was looked at; where nobody can look, the resend itself refuses it.
    onTyped({ phone: plain, problem: 'no-phone' })
    const looked = await call(bridge.campaigns.checkCorrection({ campaignId, phone: plain })).catch(
      () => null,
    )
    if (latest.current === written) onTyped({ phone: plain, problem: looked?.problem ?? null })
  }
  const problem = typed?.problem ?? null
  return (
    <li className={styles['person']} data-testid="correction" data-phone={phone}>
      <span className={styles['who']}>
        <span>{phone}</span>
        <span className={styles['message']}>{message}</span>
      </span>
      {isResent ? (
        <span className={`${styles['field']} ${styles['note']}`}>{t('common:resolution.sent-again')}</span>
      ) : (
        <span className={styles['field']}>
          <Input
            value={text}
            maxLength={40}
            placeholder={t('correct.placeholder')}
            aria-label={t('correct.label', { phone })}
            {...(problem === null ? {} : { status: 'error' as const })}
            onChange={event => {
              setText(event.target.value)
              void check(event.target.value)
            }}
            data-testid="correction-phone"
          />
          {problem !== null && (
            <span className={styles['problem']} role="alert" data-testid="correction-problem">
              {t(`correct.problem.${problem}`)}
            </span>
          )}
        </span>
      )}
    </li>
  )
}
