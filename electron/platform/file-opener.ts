import { shell } from 'electron'

/** Leads to files of the owner's. */
export const fileOpener = {
  open: (path: string): Promise<string> => shell.openPath(path),
  show: (path: string): void => shell.showItemInFolder(path),
}
