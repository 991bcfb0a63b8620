import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'

const texts = {
  'zh-CN': {
    file: '文件',
    close: '关闭窗口',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '显示',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    help: '帮助',
    logs: '打开日志文件夹',
  },
  en: {
    file: 'File',
    close: 'Close Window',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: 'View',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    resetZoom: 'Actual Size',
    help: 'Help',
    logs: 'Open the Log Folder',
  },
} as const

/**
 * The app's own menu in the owner's language, in the place of Electron's: nothing in it loads the page anew and loses
 * what stands in the window. Developer tools are there only where the app runs from its sources for development.
 */
export function setAppMenu(language: Settings['language'], logFolder: string): void {
  const t = texts[language]
  const isDeveloped = !app.isPackaged && process.env['ZHANGGUI_DEV_SERVER_URL'] !== undefined
  const template: MenuItemConstructorOptions[] = [
    {
      label: process.platform === 'darwin' ? app.name : t.file,
      submenu: [
        { role: 'close', label: t.close },
        { role: 'quit', label: t.quit },
      ],
    },
    {
      label: t.edit,
      submenu: [
        { role: 'undo', label: t.undo },
        { role: 'redo', label: t.redo },
        { type: 'separator' },
        { role: 'cut', label: t.cut },
        { role: 'copy', label: t.copy },
        { role: 'paste', label: t.paste },
        { role: 'selectAll', label: t.selectAll },
      ],
    },
    {
      label: t.view,
      submenu: [
        { role: 'zoomIn', label: t.zoomIn },
        { role: 'zoomOut', label: t.zoomOut },
        { role: 'resetZoom', label: t.resetZoom },
        ...(isDeveloped ? ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ],
    },
    { label: t.help, submenu: [{ label: t.logs, click: () => void shell.openPath(logFolder) }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
