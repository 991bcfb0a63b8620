import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useMemo } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Language } from '../../shared/domain/settings.ts'
import { i18n } from '../lib/i18n.ts'
import { cspNonce } from '../lib/nonce.ts'
import { antdTheme, type ThemeName } from './theme.ts'

const csp = { nonce: cspNonce }
const plainButtons = { autoInsertSpace: false }
const noWave = { disabled: true }

export type Looks = { readonly language: Language; readonly theme: ThemeName }

/** Language and theme of everything inside. */
export const Look = ({ language, theme, children }: Looks & { readonly children: ReactNode }) => {
  const tokens = useMemo(() => antdTheme(theme), [theme])
  return (
    <I18nextProvider i18n={i18n}>
      <ConfigProvider
        theme={tokens}
        csp={csp}
        locale={language === 'en' ? enUS : zhCN}
        button={plainButtons}
        wave={noWave}
      >
        {children}
      </ConfigProvider>
    </I18nextProvider>
  )
}
