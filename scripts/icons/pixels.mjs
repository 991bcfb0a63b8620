import { canvas } from './drawing.mjs'

/** Points looked at within a pixel, in each direction. */
const samples = 8

/** Whether a point lies within a shape. @param {import('./drawing.mjs').Shape} shape */
function holds(shape, x, y) {
  switch (shape.kind) {
    case 'disc':
      return (x - shape.x) ** 2 + (y - shape.y) ** 2 <= shape.radius ** 2
    case 'box': {
      const half = shape.size / 2
      const across = Math.max(Math.abs(x - shape.x - half) - (half - shape.round), 0)
      const down = Math.max(Math.abs(y - shape.y - half) - (half - shape.round), 0)
      return across ** 2 + down ** 2 <= shape.round ** 2
    }
    default:
      // A convex shape: the point lies on the same side of every edge.
      return sameSign(
        shape.points.map(([fromX, fromY], index) => {
          const [toX, toY] = shape.points[(index + 1) % shape.points.length]
          return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX)
        }),
      )
  }
}

const sameSign = values => values.every(value => value >= 0) || values.every(value => value <= 0)

const channels = fill => [1, 3, 5].map(place => Number.parseInt(fill.slice(place, place + 2), 16))

/**
 * Shapes as pixels: red, green, blue, alpha, row by row from the top. The same on every computer.
 * @param {readonly import('./drawing.mjs').Shape[]} shapes
 * @param {number} size in pixels
 */
export function pixelsOf(shapes, size) {
  const pixels = Buffer.alloc(size * size * 4)
  const step = canvas / size / samples
  const painted = shapes.map(shape => ({ shape, colour: channels(shape.fill) })).reverse()
  const topAt = (x, y) => painted.find(({ shape }) => holds(shape, x, y))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const place = (row * size + column) * 4
      const corners = [0, samples].flatMap(down =>
        [0, samples].map(across => topAt((column * samples + across) * step, (row * samples + down) * step)),
      )
      // No edge runs through it, and no shape is smaller than a pixel.
      if (corners.every(corner => corner === corners[0])) {
        if (corners[0] !== undefined) pixels.set([...corners[0].colour, 255], place)
        continue
      }
      let covered = 0
      const sum = [0, 0, 0]
      for (let sample = 0; sample < samples * samples; sample++) {
        const x = (column * samples + (sample % samples) + 0.5) * step
        const y = (row * samples + Math.floor(sample / samples) + 0.5) * step
        const top = topAt(x, y)
        if (top === undefined) continue
        covered += 1
        for (const channel of [0, 1, 2]) sum[channel] += top.colour[channel]
      }
      if (covered === 0) continue
      for (const channel of [0, 1, 2]) pixels[place + channel] = Math.round(sum[channel] / covered)
      pixels[place + 3] = Math.round((covered / (samples * samples)) * 255)
    }
  }
  return pixels
}
