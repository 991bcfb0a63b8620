import { z } from 'zod'

// The CSP refuses eval, which zod's compiled parsers would try.
z.config({ jitless: true })

import 'antd/dist/antd.css'
import './base.css'
import { createRoot } from 'react-dom/client'
import { startI18n } from '../lib/i18n.ts'
import { App } from './app.tsx'

startI18n('zh-CN')

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(<App />)
