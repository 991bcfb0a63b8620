import { app } from 'electron'

const appOrigin = 'app://zhanggui'

/** The address of the page: the packaged one, or the development server where that is asked for and allowed. */
export function pageUrl(): string {
  const developmentUrl = process.env['ZHANGGUI_DEV_SERVER_URL']
  // SECURITY: a packaged app never loads a page from the network.
  if (developmentUrl !== undefined && !app.isPackaged) return developmentUrl
  return `${appOrigin}/index.html`
}
