/**
 * The environment for Electron's window. On Linux Chromium opens a file with a Chinese name only where the locale's
 * character set is UTF-8; an environment that names none gets one, whose language is none in particular.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {NodeJS.ProcessEnv}
 */
export function withCharset(env, platform = process.platform) {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'C'
  return platform === 'linux' && (locale === 'C' || locale === 'POSIX') ? { ...env, LC_ALL: 'C.UTF-8' } : env
}
