/**
 * Loaded before Electron's installer, which writes of a download that failed that it failed, and not why: the causes of
 * the error, which tell a certificate or a proxy from the network, are written here.
 */
const { fetch } = globalThis

globalThis.fetch = async (...request) => {
  try {
    return await fetch(...request)
  } catch (error) {
    for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
      console.error([cause.code, cause.message].filter(Boolean).join(' '))
    }
    throw error
  }
}
