import { Button, Input } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content, ContentTrial } from '../../../shared/domain/campaign.ts'
import { messageMeasure, unknownVariables } from '../../../shared/sms/measure.ts'
import { messageOf, parseTemplate } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { useApp } from '../../app/app-context.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Field } from '../../components/field.tsx'
import { Figures } from '../../components/figures.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card } from '../../components/page.tsx'
import { PhoneBubble } from '../../components/phone-bubble.tsx'
import { useFormat } from '../../lib/format.ts'
import { FindingList } from '../review/finding-list.tsx'
import { reviewOf } from '../review/review-settings.ts'
import { SlipList } from '../review/slip-list.tsx'
import styles from './mend-card.module.css'
import { type ContentField, type ContentProblem, fieldOf, refusedField, withField } from './mended-content.ts'
import type { Mending } from './use-mending.ts'

type MendProps = {
  readonly mending: Mending
  /** The names of the values that every recipient has. */
  readonly valueNames: readonly string[]
  /** The provider's code that paused the campaign. */
  readonly code: number | undefined
}

/** What was refused, to be mended where it stands: nothing has to be written again that was right. */
export const MendCard = ({ mending, valueNames, code }: MendProps) => {
  const { t } = useTranslation('sending')
  const { present, content, isChanged, trial, trialError, onChange } = mending
  return (
    <Card
      title={t('mend.title')}
      note={t('mend.note')}
      testId="mend-card"
      extra={
        isChanged && (
          <Button onClick={() => onChange(present)} data-testid="mend-undo">
            {t('mend.undo')}
          </Button>
        )
      }
    >
      <p className={styles['used']} data-testid="mend-used">
        {t('mend.used', { signature: present.signature.code, template: present.template.code })}
      </p>
      <div className={styles['columns']}>
        <div>
          <div className={styles['codes']}>
            <MendField field="signatureCode" mending={mending} code={code} />
            <MendField field="templateCode" mending={mending} code={code} />
            <MendField field="signatureName" mending={mending} code={code} />
          </div>
          <MendField field="templateText" mending={mending} code={code} />
          <Problems mending={mending} valueNames={valueNames} />
          <MendReview content={content} trial={trial} valueNames={valueNames} onChange={onChange} />
        </div>
        <Preview content={content} trial={trial} valueNames={valueNames} />
      </div>
      {trialError !== null && <ErrorNotice error={trialError} testId="mend-trial-error" />}
      {isChanged && trial !== null && <TrialFigures trial={trial} />}
    </Card>
  )
}

const texts = {
  signatureName: { label: 'signature.name', hint: 'signature.nameHint', maxLength: 40 },
  signatureCode: { label: 'signature.code', hint: 'signature.codeHint', maxLength: 64 },
  templateCode: { label: 'template.code', hint: 'template.codeHint', maxLength: 64 },
  templateText: { label: 'template.text', hint: 'template.textHint', maxLength: 2000 },
} as const satisfies Record<ContentField, unknown>

const MendField = ({
  field,
  mending: { content, present, problems, onChange },
  code,
}: {
  readonly field: ContentField
  readonly mending: Mending
  readonly code: number | undefined
}) => {
  const { t } = useTranslation(['sending', 'compose'])
  const { label, hint, maxLength } = texts[field]
  const id = `mend-${field}`
  const value = fieldOf(content, field)
  const isRefused = refusedField(code) === field && value === fieldOf(present, field)
  const isMissing = problems.some(problem => problem.kind === 'missing' && problem.field === field)
  const isCode = field === 'signatureCode' || field === 'templateCode'
  const set = (next: string): void => onChange(withField(content, field, isCode ? cleanValue(next) : next))
  return (
    <Field
      id={id}
      label={t(`compose:${label}`)}
      hint={t(`compose:${hint}`)}
      problem={isMissing ? t('mend.missing') : isRefused ? t('mend.refused') : null}
    >
      {field === 'templateText' ? (
        <Input.TextArea
          id={id}
          value={value}
          maxLength={maxLength}
          rows={3}
          spellCheck={false}
          onChange={event => set(event.target.value)}
          data-testid={id}
        />
      ) : (
        <Input
          id={id}
          value={value}
          maxLength={maxLength}
          spellCheck={false}
          {...(isRefused ? { status: 'error' } : {})}
          onChange={event => set(event.target.value)}
          data-testid={id}
        />
      )}
    </Field>
  )
}

const Problems = ({
  mending: { content, problems, onChange },
  valueNames,
}: Pick<MendProps, 'mending' | 'valueNames'>) => {
  return (
    <div className={styles['problems']}>
      <SlipList
        text={content.template.text}
        columns={valueNames}
        onMend={text => onChange(withField(content, 'templateText', text))}
      />
      {problems.map(problem => (
        <ProblemNotice key={JSON.stringify(problem)} problem={problem} valueNames={valueNames} />
      ))}
    </div>
  )
}

const ProblemNotice = ({
  problem,
  valueNames,
}: {
  readonly problem: ContentProblem
  readonly valueNames: readonly string[]
}) => {
  const { t } = useTranslation(['sending', 'compose'])
  const separator = t('compose:missing.separator')
  switch (problem.kind) {
    // Its field says so.
    case 'missing':
      return null
    case 'unknown-variables':
      return (
        <Notice tone="bad" testId="mend-unknown-variables">
          <p>{t('mend.unknown', { list: problem.names.join(separator) })}</p>
          {valueNames.length > 0 && (
            <p>{t('mend.known', { list: valueNames.map(name => `$\{${name}}`).join(separator) })}</p>
          )}
        </Notice>
      )
    case 'unclosed':
    case 'empty-name':
      return (
        <Notice tone="warn" testId="template-problem">
          {t(`compose:template.problem.${problem.kind}`, { position: problem.position + 1 })}
        </Notice>
      )
  }
}

type SampleProps = {
  readonly content: Content
  readonly trial: ContentTrial | null
  readonly valueNames: readonly string[]
}

/** What reviewers may refuse in the content, and in the values of the first recipient. */
const MendReview = ({
  content,
  trial,
  valueNames,
  onChange,
}: SampleProps & { readonly onChange: (content: Content) => void }) => {
  const { settings } = useApp()
  const review = useMemo(() => reviewOf(content, settings), [content, settings])
  const values = new Map(valueNames.map((name, place) => [name, trial?.samples[0]?.values[place] ?? '']))
  const { variables } = parseTemplate(content.template.text)
  const findings = [
    ...review.findings,
    ...(trial?.samples[0] === undefined
      ? []
      : review
          .valueFindings(variables.map(name => values.get(name) ?? ''))
          .filter(({ rule }) => rule !== 'value-empty')),
  ]
  return (
    <FindingList
      findings={findings}
      parts={Math.max(1, ...(trial?.byParts.map(({ parts }) => parts) ?? []))}
      texts={{
        signature: content.signature.name,
        text: content.template.text,
        valueOf: variable => values.get(variable) ?? '',
      }}
      onMend={(where, mended) =>
        onChange(withField(content, where === 'signature' ? 'signatureName' : 'templateText', mended))
      }
    />
  )
}

/** The message as real recipients will read it: the first one, and the longest. */
const Preview = ({ content, trial, valueNames }: SampleProps) => {
  const { t } = useTranslation(['sending', 'compose'])
  const format = useFormat()
  const { settings } = useApp()
  const { optOutWording } = settings
  // A variable that the list has not stands as it is written: it is missing for everybody.
  const missing = useMemo(() => unknownVariables(content.template.text, valueNames), [content, valueNames])
  const measure = useMemo(
    () =>
      messageMeasure({
        signatureName: content.signature.name,
        templateText: content.template.text,
        valueNames: [...valueNames, ...missing],
        optOutWording,
      }),
    [content, valueNames, missing, optOutWording],
  )
  return (
    <aside className={styles['preview']} data-testid="mend-preview">
      {(trial?.samples ?? []).map((sample, index) => {
        const { text, parts } = measure([...sample.values, ...missing.map(name => `$\{${name}}`)])
        return (
          <section key={sample.seq} className={styles['preview']}>
            <h3>{t(index === 0 ? 'mend.first' : 'mend.longest')}</h3>
            <p className={styles['who']}>
              <span>{sample.phone}</span>
              <span>{`${t('compose:preview.parts')} ${format.n(parts)}`}</span>
            </p>
            <PhoneBubble
              text={messageOf(content.signature.name, text)}
              appended={optOutWording}
              testId="mend-message"
            />
          </section>
        )
      })}
    </aside>
  )
}

const TrialFigures = ({ trial }: { readonly trial: ContentTrial }) => {
  const { t } = useTranslation(['sending', 'common'])
  const format = useFormat()
  const leftOut = trial.skipped.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={styles['figures']}>
      <Figures
        figures={[
          {
            key: 'mend-people',
            label: t('launch.all.people'),
            value: t('common:people', { n: format.n(trial.toSend) }),
          },
          {
            key: 'mend-again',
            label: t('mend.again'),
            value: t('common:people', { n: format.n(trial.dueAgain) }),
          },
          ...(leftOut === 0
            ? []
            : [
                {
                  key: 'mend-left-out',
                  label: t('mend.leftOut'),
                  value: t('common:people', { n: format.n(leftOut) }),
                },
              ]),
          {
            key: 'mend-parts',
            label: t('launch.all.parts'),
            value: t('common:messages', { n: format.n(trial.parts) }),
          },
          ...(trial.estimatedCost === null
            ? []
            : [
                {
                  key: 'mend-cost',
                  label: t('launch.all.cost'),
                  value: format.money(trial.estimatedCost),
                },
              ]),
        ]}
      />
    </div>
  )
}
