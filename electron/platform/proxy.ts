import { app } from 'electron'

/**
 * The proxies that the system names for an address, PAC scripts evaluated, as Chromium lists them. Not asked of a
 * session: sessions are cut off from the network (security.ts).
 */
export const resolveSystemProxy = (url: string): Promise<string> => app.resolveProxy(url)
