import { shell } from 'electron'

/** Opens the owner's files, or shows them in their folder. */
export const fileOpener = {
  open: (path: string): Promise<string> => shell.openPath(path),
  show: (path: string): void => shell.showItemInFolder(path),
}
