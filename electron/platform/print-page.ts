import { BrowserWindow, session } from 'electron'

/** Smaller print, step by step, until it fits. */
const scales = [1, 0.88, 0.76, 0.64]

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![\w])/g)?.length ?? 0

/**
 * One page of A4 from a page of HTML that holds all it needs.
 * SECURITY: the page runs no script, loads nothing and is asked nothing, in a session of its own that is kept nowhere.
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
