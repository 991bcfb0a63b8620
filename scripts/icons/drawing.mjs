/**
 * The app's sign, drawn for it and for nothing else: a message bubble that is at the same time an old coin, on the red
 * of a shop's seal. A list of plain shapes on a square of 1024, so that the same list becomes SVG and pixels.
 * @typedef {{ kind: 'box', x: number, y: number, size: number, round: number, fill: string }
 *   | { kind: 'disc', x: number, y: number, radius: number, fill: string }
 *   | { kind: 'polygon', points: readonly (readonly [number, number])[], fill: string }} Shape
 */

export const canvas = 1024

/** `--zg-seal` of renderer/app/palette.ts, and white. */
const seal = '#b0382b'
const paper = '#ffffff'

/** The rim of the coin is left out where it would be less than a pixel or two wide. */
const leastPixelsForRim = 40

/**
 * @param {{ pixels: number, margin: number }} size `margin`: how much of the square stays free on each side; macOS wants
 * some, the others none
 * @returns {readonly Shape[]} from the ground up
 */
export function drawing({ pixels, margin }) {
  const side = canvas - 2 * margin
  const part = share => share * side
  const at = share => margin + share * side
  const [x, y] = [at(0.5), at(0.475)]
  const rim =
    pixels < leastPixelsForRim
      ? []
      : /** @type {const} */ ([
          { kind: 'disc', x, y, radius: part(0.288), fill: seal },
          { kind: 'disc', x, y, radius: part(0.256), fill: paper },
        ])
  const hole = part(pixels < leastPixelsForRim ? 0.24 : 0.19)
  return [
    { kind: 'box', x: margin, y: margin, size: side, round: part(0.222), fill: seal },
    {
      kind: 'polygon',
      points: [
        [at(0.215), at(0.58)],
        [at(0.235), at(0.81)],
        [at(0.47), at(0.765)],
      ],
      fill: paper,
    },
    { kind: 'disc', x, y, radius: part(0.33), fill: paper },
    ...rim,
    { kind: 'box', x: x - hole / 2, y: y - hole / 2, size: hole, round: part(0.022), fill: seal },
  ]
}

/** @param {Shape} shape */
function asSvg(shape) {
  switch (shape.kind) {
    case 'box':
      return `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.size)}" height="${n(shape.size)}" rx="${n(shape.round)}" fill="${shape.fill}"/>`
    case 'disc':
      return `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${n(shape.radius)}" fill="${shape.fill}"/>`
    default:
      return `<polygon points="${shape.points.map(point => point.map(n).join(',')).join(' ')}" fill="${shape.fill}"/>`
  }
}

const n = value => String(Math.round(value * 10) / 10)

/** @param {readonly Shape[]} shapes */
export const svgOf = shapes =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${canvas} ${canvas}">\n${shapes.map(shape => `  ${asSvg(shape)}\n`).join('')}</svg>\n`
