import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nativeTheme } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'
import { type TextSize, textSizes } from '../../shared/domain/text-size.ts'

/** How the first frame looks, before the settings service exists. */
export type FirstLook = {
  readonly language: Settings['language']
  readonly theme: 'light' | 'dark'
  readonly textSize: TextSize
  /** What the app does before the page can be told of anything; shown only if it takes long. */
  readonly preparing: 'restore' | null
}

/**
 * The owner's language, theme and text size from the settings file. Anything wrong with the file is left to the
 * settings service.
 */
export function firstLook(userData: string): Omit<FirstLook, 'preparing'> {
  const { language, theme, textSize } = readSettings(join(userData, 'settings.json'))
  const system = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
  return {
    language: language === 'en' ? 'en' : 'zh-CN',
    theme: theme === 'light' || theme === 'dark' ? theme : system,
    textSize: textSizes.find(size => size === textSize) ?? 'normal',
  }
}

function readSettings(path: string): {
  readonly language?: unknown
  readonly theme?: unknown
  readonly textSize?: unknown
} {
  try {
    // A pipe would be waited for.
    if (!statSync(path).isFile()) return {}
    const settings: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof settings === 'object' && settings !== null ? settings : {}
  } catch {
    return {}
  }
}
