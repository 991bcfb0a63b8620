import type { ElectronApplication } from '@playwright/test'

/** Answers the system's save dialog, which no automation can drive, with this path. */
export const answerSaveDialog = (app: ElectronApplication, filePath: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
  }, filePath)
