import { drawing, svgOf } from './drawing.mjs'
import { icns, ico, png } from './formats.mjs'
import { pixelsOf } from './pixels.mjs'

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 256]
const macSizes = [16, 32, 64, 128, 256, 512, 1024]
/** macOS leaves a tenth of the square free on each side. */
const macMargin = 100
const margin = 32

const picture = (pixels, free) => ({
  size: pixels,
  pixels: pixelsOf(drawing({ pixels, margin: free }), pixels),
})

/** Every icon file of the packages: its path below scripts/resources, and what gives its bytes. */
export const iconFiles = new Map([
  ['icon.svg', () => Buffer.from(svgOf(drawing({ pixels: 512, margin })))],
  ['icon.ico', () => ico(windowsSizes.map(size => picture(size, margin)))],
  ['icon.icns', () => icns(macSizes.map(size => picture(size, macMargin)))],
  ...linuxSizes.map(size => [`icons/${size}x${size}.png`, () => png(picture(size, margin))]),
])
