import { app } from 'electron'

/**
 * Starts the app again once it has ended. An AppImage and a portable app unpack themselves into a folder that is
 * gone by then, so their own file is started.
 */
export function startAgain(): void {
  const { APPIMAGE, PORTABLE_EXECUTABLE_FILE } = process.env
  const execPath = APPIMAGE ?? PORTABLE_EXECUTABLE_FILE
  app.relaunch(execPath === undefined ? {} : { execPath, args: process.argv.slice(1) })
}
