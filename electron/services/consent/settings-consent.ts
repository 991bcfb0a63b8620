import type { Settings, SettingsPatch } from '../../../shared/domain/settings.ts'
import type { OwnerQuestion } from './consent.ts'

type Hours = Settings['sendingWindow']

/** Whether there is a minute of the day at which messages may leave in the future and may not now. */
const isWider = (next: Hours, now: Hours): boolean => {
  if (!now.enabled) return false
  return !next.enabled || next.fromMinute < now.fromMinute || next.toMinute > now.toMinute
}

/** The questions to ask before these settings are changed: one for each change that gives up protection. */
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
