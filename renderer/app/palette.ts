/**
 * The colours of both themes, by their job. Own styles read them as `var(--zg-<name>)`, which the build puts
 * into the page (vite.config.ts); antd gets them as tokens (theme.ts). So there is one place to change. Text colours keep a contrast of at least 4.5 on their ground.
 */
export type Palette = Readonly<Record<PaletteName, string>>

export type PaletteName =
  | 'ground'
  | 'side'
  | 'surface'
  | 'sunken'
  | 'line'
  | 'line-strong'
  | 'text'
  | 'text-soft'
  | 'text-faint'
  | 'primary'
  | 'primary-hover'
  | 'primary-active'
  | 'primary-text'
  | 'primary-tint'
  | 'good'
  | 'good-tint'
  | 'warn'
  | 'warn-tint'
  | 'warn-line'
  | 'bad'
  | 'bad-tint'
  | 'bad-line'
  | 'on-bad'
  | 'practice'
  | 'practice-tint'
  | 'practice-line'
  | 'unsure'
  | 'mark-1'
  | 'mark-2'
  | 'mark-3'
  | 'mark-4'
  | 'mark-5'
  | 'seal'
  | 'shadow'
  | 'veil'

/** Paper, ink and pine. */
export const light: Palette = {
  ground: '#f6f4ef',
  side: '#eeebe4',
  surface: '#ffffff',
  sunken: '#f8f7f3',
  line: '#e4e0d7',
  'line-strong': '#cfc9bc',
  text: '#1d2421',
  'text-soft': '#56605b',
  'text-faint': '#626965',
  primary: '#1b6650',
  'primary-hover': '#237a61',
  'primary-active': '#134d3c',
  'primary-text': '#1b6650',
  'primary-tint': '#e5f0ea',
  good: '#22734f',
  'good-tint': '#e6f2eb',
  warn: '#8f5a08',
  'warn-tint': '#fcf3e0',
  'warn-line': '#ecd5a6',
  bad: '#b0382b',
  'bad-tint': '#fbebe8',
  'bad-line': '#ecc3bc',
  'on-bad': '#ffffff',
  practice: '#45549b',
  'practice-tint': '#eceef8',
  'practice-line': '#cdd3ec',
  unsure: '#7a6016',
  'mark-1': '#d5ecdf',
  'mark-2': '#fbe2bf',
  'mark-3': '#dbe4fb',
  'mark-4': '#f7d9e4',
  'mark-5': '#e8dff6',
  seal: '#b0382b',
  shadow: '0 1px 2px rgba(40, 34, 20, 0.05), 0 4px 16px rgba(40, 34, 20, 0.04)',
  veil: 'rgba(30, 28, 22, 0.42)',
}

export const dark: Palette = {
  ground: '#151816',
  side: '#111412',
  surface: '#1e2220',
  sunken: '#191d1b',
  line: '#2e3431',
  'line-strong': '#454d49',
  text: '#e8ece9',
  'text-soft': '#abb4af',
  'text-faint': '#909a95',
  primary: '#26795f',
  'primary-hover': '#2a8468',
  'primary-active': '#1f644f',
  'primary-text': '#62c3a2',
  'primary-tint': '#1d322a',
  good: '#66c294',
  'good-tint': '#1b3026',
  warn: '#e2b25c',
  'warn-tint': '#312815',
  'warn-line': '#54431f',
  bad: '#ee8b7e',
  'bad-tint': '#37211e',
  'bad-line': '#5f352f',
  'on-bad': '#2b100c',
  practice: '#a5b2ee',
  'practice-tint': '#212640',
  'practice-line': '#384069',
  unsure: '#d9bd68',
  'mark-1': '#1f4a39',
  'mark-2': '#54390f',
  'mark-3': '#2b3b72',
  'mark-4': '#5a2b45',
  'mark-5': '#443265',
  seal: '#c04a3c',
  shadow: '0 1px 2px rgba(0, 0, 0, 0.3)',
  veil: 'rgba(0, 0, 0, 0.6)',
}

const declarations = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--zg-${name}: ${value};`)
    .join(' ')

/** Both palettes as CSS; which one is in force, `data-theme` on the document says. */
export const paletteCss = `:root { ${declarations(light)} } :root[data-theme="dark"] { ${declarations(dark)} }`
