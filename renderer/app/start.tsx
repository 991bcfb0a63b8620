import { z } from 'zod'

// The CSP refuses eval, which zod's compiled parsers would try.
z.config({ jitless: true })

import 'antd/dist/antd.css'
import './base.css'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { toAppError } from '../lib/call.ts'
import { startI18n } from '../lib/i18n.ts'
import { App, loadStart } from './app.tsx'
import { tellCutPastes } from './cut-pastes.ts'
import type { Looks } from './look.tsx'
import { pageLost, reportPageFaults } from './page-faults.ts'
import { tellPreparing } from './preparing.ts'
import { StartFailure } from './start-failure.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

// Until everything that the first screen needs is there, the page's own first frame stays.
const start = loadStart()
reportPageFaults()
// As main has written them into the page.
const { lang, dataset } = document.documentElement
const looks: Looks = {
  language: lang === 'en' ? 'en' : 'zh-CN',
  theme: dataset['theme'] === 'dark' ? 'dark' : 'light',
}
startI18n(looks.language)
const show = (screen: ReactNode): void => createRoot(root, { onUncaughtError: pageLost }).render(screen)
tellPreparing()
tellCutPastes()
start.then(
  loaded => show(<App start={loaded} />),
  (error: unknown) => show(<StartFailure error={toAppError(error)} looks={looks} />),
)
