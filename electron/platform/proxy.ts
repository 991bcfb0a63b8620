import { session } from 'electron'

/** The proxies that the system names for an address, PAC scripts and their like evaluated, as Chromium lists them. */
export const resolveSystemProxy = (url: string): Promise<string> => session.defaultSession.resolveProxy(url)
