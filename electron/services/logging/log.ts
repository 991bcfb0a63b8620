import { Buffer } from 'node:buffer'
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../time/clock.ts'
import { type Cleanse, createCleanse, cut } from './cleanse.ts'
import { inWords } from './log-details.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Writes one line. Never throws: a full disk must not stop a send. */
export type WriteLine = (message: string, details?: unknown) => void

export type Log = { readonly [L in LogLevel]: WriteLine }

export type LogOptions = {
  /** Absolute folder; made when the first line is written. */
  readonly directory: string
  readonly clock: Pick<Clock, 'now'>
  /** The secrets that must never be written; asked for at every line. */
  readonly secrets: () => readonly string[]
  /**
   * Size at which a new file is started. Four older files are kept, so the log takes at most five times this size.
   */
  readonly maxBytes?: number
  /** The lowest level that is written. */
  readonly level?: LogLevel
}

export const logFileName = 'zhanggui.log'
/** The older files, the newest first. */
export const olderLogFileNames = [1, 2, 3, 4].map(age => `zhanggui.${age}.log`)

const defaultMaxBytes = 1024 * 1024
const maxLineLength = 8 * 1024

/** SECURITY: only the owner may read the log. */
const ownerOnly = 0o600

/** A line break or a control character in a message must not look like a line of the log. */
const onOneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]/gu, mark => {
    if (mark === '\n') return '\\n'
    return mark === '\t' ? '\\t' : `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  })

/** A small text log for support: `<time> <level> <message> <details>`, times in UTC. */
export function createLog(options: LogOptions): Log {
  const { directory, clock, secrets, maxBytes = defaultMaxBytes, level: least = 'info' } = options
  const path = join(directory, logFileName)
  let lostLines = 0
  let preparedFor: readonly string[] = []
  let prepared: Cleanse = createCleanse(preparedFor)

  const clean: Cleanse = text => {
    const current = secrets()
    if (current.length !== preparedFor.length || current.some((secret, i) => secret !== preparedFor[i])) {
      preparedFor = [...current]
      prepared = createCleanse(preparedFor)
    }
    return prepared(text)
  }

  /** Renames every file to the next older name and deletes the oldest. */
  const makeRoom = (): void => {
    const names = [logFileName, ...olderLogFileNames]
    for (let age = names.length - 1; age > 0; age -= 1) {
      const younger = join(directory, names[age - 1] ?? '')
      if (existsSync(younger)) renameSync(younger, join(directory, names[age] ?? ''))
    }
  }

  const append = (line: string): void => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (size > 0 && size + Buffer.byteLength(line) > maxBytes) makeRoom()
    appendFileSync(path, line, { mode: ownerOnly })
  }

  const write = (level: LogLevel, message: string, details: unknown): void => {
    try {
      const time = new Date(clock.now()).toISOString()
      const gap = lostLines === 0 ? '' : `${time} warn ${lostLines} lines could not be written\n`
      const text = onOneLine(clean([message, ...inWords(details)].join(' ')))
      append(`${gap}${time} ${level} ${cut(text, maxLineLength)}\n`)
      lostLines = 0
    } catch {
      // There is nowhere else to report this; the log states the number of lost lines as soon as it can write
      // again.
      lostLines += 1
    }
  }

  const writer =
    (level: LogLevel): WriteLine =>
    (message, details) => {
      if (logLevels.indexOf(level) >= logLevels.indexOf(least)) write(level, message, details)
    }

  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') }
}
