import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'
import { type TextSize, textSizes } from '../../shared/domain/text-size.ts'
import { isDeveloped } from './page-url.ts'

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
    zoomIn: '文字放大',
    zoomOut: '文字缩小',
    resetZoom: '标准大小',
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
    zoomIn: 'Larger Text',
    zoomOut: 'Smaller Text',
    resetZoom: 'Standard Size',
    help: 'Help',
    logs: 'Open the Log Folder',
  },
} as const

export type SizeChange = 'larger' | 'smaller' | 'normal'

/** The next text size that the settings offer, in the direction of the change. */
export function textSizeAfter(size: TextSize, change: SizeChange): TextSize {
  if (change === 'normal') return 'normal'
  const place = textSizes.indexOf(size) + (change === 'larger' ? 1 : -1)
  return textSizes[place] ?? size
}

/**
 * The app's own menu in the owner's language. It replaces Electron's, whose reload would lose what is in the
 * window. Developer tools are there only where the app runs from its sources for development.
 */
export function setAppMenu(
  language: Settings['language'],
  logFolder: string,
  onTextSize: (change: SizeChange) => void,
): void {
  const t = texts[language]
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
        { label: t.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => onTextSize('larger') },
        // The plus key without Shift, and the one on the number pad.
        { label: t.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false, click: () => onTextSize('larger') },
        {
          label: t.zoomIn,
          accelerator: 'CmdOrCtrl+numadd',
          visible: false,
          click: () => onTextSize('larger'),
        },
        { label: t.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => onTextSize('smaller') },
        {
          label: t.zoomOut,
          accelerator: 'CmdOrCtrl+numsub',
          visible: false,
          click: () => onTextSize('smaller'),
        },
        { label: t.resetZoom, accelerator: 'CmdOrCtrl+0', click: () => onTextSize('normal') },
        ...(isDeveloped() ? ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ],
    },
    { label: t.help, submenu: [{ label: t.logs, click: () => void shell.openPath(logFolder) }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
