import { app } from 'electron'

/** The app begins anew when it has ended. What an AppImage or a portable app unpacked is gone by then: it is run itself. */
export function startAgain(): void {
  const { APPIMAGE, PORTABLE_EXECUTABLE_FILE } = process.env
  const execPath = APPIMAGE ?? PORTABLE_EXECUTABLE_FILE
  app.relaunch(execPath === undefined ? {} : { execPath, args: process.argv.slice(1) })
}
