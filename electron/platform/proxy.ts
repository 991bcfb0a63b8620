import { app } from 'electron'

/**
 * The proxies that the system names for an address, PAC scripts and their like evaluated, as Chromium lists them. Asked of
 * no session: those are led to nobody (security.ts).
 */
export const resolveSystemProxy = (url: string): Promise<string> => app.resolveProxy(url)
