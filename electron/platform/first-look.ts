import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nativeTheme } from 'electron'
import { type Settings, type TextSize, textSizes } from '../../shared/domain/settings.ts'

/** How the first frame looks, before there are services that know of any settings. */
export type FirstLook = {
  readonly language: Settings['language']
  readonly theme: 'light' | 'dark'
  readonly textSize: TextSize
  /** What is done before the page can be told of anything; its words come where that takes its time. */
  readonly preparing: 'restore' | null
}

/**
 * The owner's language, theme and text size, as far as the settings file says. Anything else it holds, and whatever is wrong with
 * it, is left to the settings themselves.
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
    const settings: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof settings === 'object' && settings !== null ? settings : {}
  } catch {
    return {}
  }
}
