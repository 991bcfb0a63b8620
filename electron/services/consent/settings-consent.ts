import type { Settings, SettingsPatch } from '../../../shared/domain/settings.ts'
import type { OwnerQuestion } from './consent.ts'

type Hours = Settings['sendingWindow']

/** Whether messages may leave at a minute of the day at which they may not now. */
const isWider = (next: Hours, now: Hours): boolean => {
  if (!now.enabled) return false
  return !next.enabled || next.fromMinute < now.fromMinute || next.toMinute > now.toMinute
}

/** What the owner is asked before these settings are changed: a question for each that gives protection up. */
export function settingsQuestions(patch: SettingsPatch, now: Settings): readonly OwnerQuestion[] {
  const { sendingWindow, endpoint } = patch
  const questions: OwnerQuestion[] = []
  if (sendingWindow !== undefined && isWider(sendingWindow, now.sendingWindow)) {
    const { enabled, fromMinute, toMinute } = sendingWindow
    questions.push({ kind: 'hours', hours: enabled ? { fromMinute, toMinute } : null })
  }
  if (endpoint !== undefined && endpoint !== null && endpoint !== now.endpoint)
    questions.push({ kind: 'endpoint', url: endpoint })
  return questions
}
