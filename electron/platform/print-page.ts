import { BrowserWindow, session } from 'electron'

/** Tried in turn until the page fits. */
const scales = [1, 0.88, 0.76, 0.64]

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![\w])/g)?.length ?? 0

/**
 * Prints a self-contained HTML page onto one page of A4.
 * SECURITY: the page runs no script, loads nothing, can't ask anything, and its session is never stored.
 */
export async function printPage(html: string): Promise<Uint8Array> {
  const printing = session.fromPartition('print')
  printing.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith('data:text/html') }),
  )
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printing,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
    let pdf: Uint8Array = new Uint8Array()
    for (const scale of scales) {
      pdf = await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, scale })
      if (pagesOf(pdf) <= 1) break
    }
    return pdf
  } finally {
    window.destroy()
  }
}
