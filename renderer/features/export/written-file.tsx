import { useTranslation } from 'react-i18next'
import { TextButton } from '../../components/text-button.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './written-file.module.css'

/** The ways to a file that was just written: into its program, into its folder. */
export const WrittenFile = ({ fileId }: { readonly fileId: number }) => {
  const { t } = useTranslation(['common', 'errors'])
  const open = useAction(async () => {
    await call(bridge.exports.openFile({ fileId }))
  })
  const show = useAction(async () => {
    await call(bridge.exports.showFile({ fileId }))
  })
  const error = open.error ?? show.error
  return (
    <span className={styles['ways']}>
      <TextButton look="link" onPress={open.run} testId="open-file">
        {t('file.open')}
      </TextButton>
      <TextButton look="link" onPress={show.run} testId="show-file">
        {t('file.show')}
      </TextButton>
      {error !== null && (
        <span className={styles['failed']} role="alert" data-testid="open-file-error">
          {t('file.failed', { what: t(`errors:${error.code}.what`), do: t(`errors:${error.code}.do`) })}
        </span>
      )}
    </span>
  )
}
