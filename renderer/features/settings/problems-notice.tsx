import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useLoaded } from '../../lib/use-loaded.ts'

/** What the settings file held that was not taken: the owner sees which setting fell back to its default. */
export const ProblemsNotice = () => {
  const { t } = useTranslation('settings')
  const [problems] = useLoaded(() => call(bridge.settings.problems()), [])
  if (problems.state !== 'loaded' || problems.value.length === 0) return null
  return (
    <Notice tone="warn" title={t('problems.title')} testId="settings-problems">
      <ul>
        {problems.value.map(problem => (
          <li key={problem.kind === 'bad-value' ? problem.field : problem.keptAs}>
            {problem.kind === 'bad-value'
              ? t('problems.badValue', { field: problem.field })
              : t('problems.damagedFile', { name: problem.keptAs })}
          </li>
        ))}
      </ul>
      {t('problems.do')}
    </Notice>
  )
}
