import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { bridge, call, useBridgeEvent } from '../../lib/bridge.ts'
import { useFormat } from '../../lib/format.ts'
import { useScreen } from '../../lib/screen.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { WrittenFile } from '../export/written-file.tsx'
import { AddCard } from './add-card.tsx'
import { OptOutsCard } from './opt-outs-card.tsx'

/** Who must get nothing: entered here, because replies never reach the app. */
export const OptOutsScreen = () => {
  useScreen('opt-outs')
  const { t } = useTranslation('optOuts')
  const format = useFormat()
  const [exported, setExported] = useState<OutputOf<'optOuts.export'> | null>(null)
  const [count, reload] = useLoaded(() => call(bridge.optOuts.count()), [])
  useBridgeEvent('opt-outs-changed', reload)
  const save = useAction(async () => {
    const written = await call(bridge.optOuts.export())
    if (written.path !== null) setExported(written)
  })
  const known = count.state === 'loaded' ? count.value.count : null
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      extra={
        known !== null &&
        known > 0 && (
          <Button loading={save.running} onClick={save.run} data-testid="opt-outs-export">
            {t('export.action')}
          </Button>
        )
      }
    >
      {count.state === 'failed' && <ErrorNotice error={count.error} />}
      {save.error !== null && <ErrorNotice error={save.error} testId="export-error" />}
      {exported !== null && (
        <Notice
          tone="good"
          title={t('export.done', { n: format.n(exported.rows) })}
          testId="opt-outs-exported"
        >
          <span className="selectable" data-path={exported.path}>
            {exported.path}
          </span>
          {exported.fileId !== null && <WrittenFile key={exported.fileId} fileId={exported.fileId} />}
        </Notice>
      )}
      <AddCard />
      {known !== null && <OptOutsCard count={known} />}
    </Page>
  )
}
