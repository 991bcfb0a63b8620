import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Settings } from '../../shared/domain/settings.ts'
import enAgain from '../locales/en/again.json'
import enBackUp from '../locales/en/back-up.json'
import enCommon from '../locales/en/common.json'
import enCompose from '../locales/en/compose.json'
import enContactLists from '../locales/en/contact-lists.json'
import enErrors from '../locales/en/errors.json'
import enHistory from '../locales/en/history.json'
import enImport from '../locales/en/import.json'
import enLibrary from '../locales/en/library.json'
import enOptOuts from '../locales/en/opt-outs.json'
import enPractice from '../locales/en/practice.json'
import enPreflight from '../locales/en/preflight.json'
import enQuickSend from '../locales/en/quick-send.json'
import enReport from '../locales/en/report.json'
import enReview from '../locales/en/review.json'
import enSearch from '../locales/en/search.json'
import enSending from '../locales/en/sending.json'
import enSettings from '../locales/en/settings.json'
import enShell from '../locales/en/shell.json'
import enUnknowns from '../locales/en/unknowns.json'
import enWelcome from '../locales/en/welcome.json'
import enWork from '../locales/en/work.json'
import zhAgain from '../locales/zh-CN/again.json'
import zhBackUp from '../locales/zh-CN/back-up.json'
import zhCommon from '../locales/zh-CN/common.json'
import zhCompose from '../locales/zh-CN/compose.json'
import zhContactLists from '../locales/zh-CN/contact-lists.json'
import zhErrors from '../locales/zh-CN/errors.json'
import zhHistory from '../locales/zh-CN/history.json'
import zhImport from '../locales/zh-CN/import.json'
import zhLibrary from '../locales/zh-CN/library.json'
import zhOptOuts from '../locales/zh-CN/opt-outs.json'
import zhPractice from '../locales/zh-CN/practice.json'
import zhPreflight from '../locales/zh-CN/preflight.json'
import zhQuickSend from '../locales/zh-CN/quick-send.json'
import zhReport from '../locales/zh-CN/report.json'
import zhReview from '../locales/zh-CN/review.json'
import zhSearch from '../locales/zh-CN/search.json'
import zhSending from '../locales/zh-CN/sending.json'
import zhSettings from '../locales/zh-CN/settings.json'
import zhShell from '../locales/zh-CN/shell.json'
import zhUnknowns from '../locales/zh-CN/unknowns.json'
import zhWelcome from '../locales/zh-CN/welcome.json'
import zhWork from '../locales/zh-CN/work.json'
import { rememberTexts } from './remembered-texts.ts'

/** Chinese is the complete language: its keys are the keys there are. */
const zh = {
  again: zhAgain,
  backUp: zhBackUp,
  common: zhCommon,
  compose: zhCompose,
  import: zhImport,
  errors: zhErrors,
  history: zhHistory,
  contactLists: zhContactLists,
  library: zhLibrary,
  optOuts: zhOptOuts,
  practice: zhPractice,
  preflight: zhPreflight,
  quickSend: zhQuickSend,
  report: zhReport,
  review: zhReview,
  search: zhSearch,
  sending: zhSending,
  settings: zhSettings,
  shell: zhShell,
  unknowns: zhUnknowns,
  welcome: zhWelcome,
  work: zhWork,
}

const en: typeof zh = {
  again: enAgain,
  backUp: enBackUp,
  common: enCommon,
  compose: enCompose,
  import: enImport,
  errors: enErrors,
  history: enHistory,
  contactLists: enContactLists,
  library: enLibrary,
  optOuts: enOptOuts,
  practice: enPractice,
  preflight: enPreflight,
  quickSend: enQuickSend,
  report: enReport,
  review: enReview,
  search: enSearch,
  sending: enSending,
  settings: enSettings,
  shell: enShell,
  unknowns: enUnknowns,
  welcome: enWelcome,
  work: enWork,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof zh
  }
}

export type Language = Settings['language']

export const i18n = createInstance()
rememberTexts(i18n)

type PluralForms = { readonly one: string; readonly other: string }

/** All texts are in the bundle, so they are available before the first frame. */
export const startI18n = (language: Language): void => {
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    ns: Object.keys(zh),
    resources: { 'zh-CN': zh, en },
    initAsync: false,
    // React escapes texts; escaping twice would show a shop called A&B as A&amp;B.
    interpolation: { escapeValue: false },
  })
  // `{{n, plural(one: person; other: people)}}`: a sentence may hold several numbers, and each has a noun of its own.
  i18n.services.formatter?.add('plural', (value: unknown, _language, { one, other }: PluralForms) =>
    String(value) === '1' ? one : other,
  )
}
