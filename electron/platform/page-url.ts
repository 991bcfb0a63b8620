import { app } from 'electron'

const appOrigin = 'app://zhanggui'

/**
 * SECURITY: a packaged app never loads a page from the network, and has no developer tools. Otherwise: whether it runs from
 * its sources for development.
 */
export const isDeveloped = (): boolean =>
  !app.isPackaged && process.env['ZHANGGUI_DEV_SERVER_URL'] !== undefined

/** The address of the page: the packaged one, or the development server where that is asked for and allowed. */
export function pageUrl(): string {
  const developmentUrl = process.env['ZHANGGUI_DEV_SERVER_URL']
  return isDeveloped() && developmentUrl !== undefined ? developmentUrl : `${appOrigin}/index.html`
}
