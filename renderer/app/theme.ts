import { type ThemeConfig, theme } from 'antd'
import { dark, light, type Palette } from './palette.ts'

export type ThemeName = 'light' | 'dark'

const paletteOf = (name: ThemeName): Palette => (name === 'dark' ? dark : light)

/**
 * antd's side of the theme. `zeroRuntime` takes the component rules from antd's own style sheet; only the token values,
 * as CSS variables, are written at run time, in one style element that carries the CSP nonce. Light and dark therefore
 * differ in tokens alone.
 */
export const antdTheme = (name: ThemeName): ThemeConfig => {
  const palette = paletteOf(name)
  return {
    zeroRuntime: true,
    algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      // base.css names the fonts.
      fontFamily: 'var(--zg-font)',
      fontSize: 15,
      fontSizeLG: 16,
      controlHeight: 38,
      controlHeightLG: 46,
      controlHeightSM: 30,
      borderRadius: 8,
      borderRadiusLG: 10,
      borderRadiusSM: 6,
      wireframe: false,
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      colorPrimary: palette.primary,
      colorPrimaryHover: palette['primary-hover'],
      colorPrimaryActive: palette['primary-active'],
      colorPrimaryBg: palette['primary-tint'],
      colorPrimaryBgHover: palette['primary-tint'],
      colorPrimaryText: palette['primary-text'],
      colorLink: palette['primary-text'],
      colorLinkHover: palette['primary-text'],
      colorLinkActive: palette['primary-text'],
      colorInfo: palette.practice,
      colorSuccess: palette.good,
      colorWarning: palette.warn,
      colorError: palette.bad,
      // antd's own would be too pale for the words of an outlined button.
      colorErrorHover: palette.bad,
      colorText: palette.text,
      colorTextSecondary: palette['text-soft'],
      colorTextTertiary: palette['text-faint'],
      colorTextDescription: palette['text-faint'],
      colorTextPlaceholder: palette['text-faint'],
      colorBgBase: palette.surface,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBgLayout: palette.ground,
      colorBorder: palette['line-strong'],
      colorBorderSecondary: palette.line,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        dangerColor: palette['on-bad'],
        // A colour that fills a button is too dark to be read as its words, in the dark theme.
        defaultHoverColor: palette['primary-text'],
        defaultHoverBorderColor: palette['primary-text'],
        defaultActiveColor: palette['primary-text'],
        defaultActiveBorderColor: palette['primary-text'],
        fontWeight: 500,
      },
      Segmented: {
        trackBg: palette.side,
        itemSelectedBg: palette.surface,
        itemSelectedColor: palette.text,
        trackPadding: 3,
      },
      Input: { paddingInline: 12 },
      Select: { optionActiveBg: palette.sunken },
    },
  }
}
