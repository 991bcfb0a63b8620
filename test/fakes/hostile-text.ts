import { encodeGb18030 } from './gb18030.ts'

/** Random numbers in the forms that the generators need. */
export type Dice = {
  readonly below: (limit: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  readonly chance: (part: number) => boolean
}

export function createDice(random: () => number): Dice {
  const below = (limit: number): number => Math.floor(random() * limit)
  return {
    below,
    pick: from => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    chance: part => random() < part,
  }
}

/** One change that damage, a bad program or malice could make to bytes. */
export function mutateBytes(bytes: Uint8Array, dice: Dice, times: number): Uint8Array {
  let mutated = bytes
  for (let time = 0; time < times; time++) {
    const at = dice.below(mutated.length + 1)
    const length = 1 + dice.below(Math.max(1, Math.min(400, mutated.length - at)))
    const piece = mutated.subarray(at, at + length)
    const around = (middle: Uint8Array, skipped: number): Uint8Array =>
      Buffer.concat([mutated.subarray(0, at), middle, mutated.subarray(at + skipped)])
    switch (dice.below(8)) {
      case 0:
      case 1:
      case 2: {
        mutated = Uint8Array.from(mutated)
        if (at < mutated.length) mutated[at] = dice.below(256)
        break
      }
      case 3:
        mutated = around(new Uint8Array(0), length)
        break
      case 4:
        mutated = around(piece, 0)
        break
      case 5:
        mutated = around(
          Uint8Array.from({ length: 1 + dice.below(20) }, () => dice.below(256)),
          0,
        )
        break
      case 6:
        mutated = around(new Uint8Array(length), length)
        break
      default:
        mutated = around(Buffer.from(dice.pick(tokens)), dice.below(3))
    }
  }
  return mutated
}

const tokens = [
  '"',
  '""',
  '\n',
  '\r',
  '\0',
  ',',
  '\t',
  '<',
  '>',
  '&',
  '/>',
  '0',
  '-1',
  '4294967296',
  '1e999',
  ']]>',
]

const cellTexts = [
  '王芳',
  '欧阳娜娜',
  '"引号"',
  '',
  ' ',
  '0',
  '-12.5',
  '="138"',
  '一号店',
  '=1+1',
  'a\tb',
  '𠮷野',
  'x'.repeat(300),
]

/** A list as shops have them, in lines. */
function listLines(dice: Dice, rows: number, delimiter: string): string[] {
  const lines = dice.chance(0.8) ? [['手机号码', '姓名', '金额'].join(delimiter)] : []
  for (let row = 0; row < rows; row++) {
    const phone = `1${3 + dice.below(7)}${String(dice.below(1e9)).padStart(9, '0')}`
    const cells = [
      dice.chance(0.9) ? phone : dice.pick(cellTexts),
      dice.pick(cellTexts),
      String(dice.below(1e5) / 100),
    ]
    if (dice.chance(0.1)) cells.splice(dice.below(3), dice.below(3))
    const written = cells.map(cell => (dice.chance(0.1) ? `"${cell.replaceAll('"', '""')}"` : cell))
    lines.push(written.join(delimiter))
  }
  return lines
}

type Encode = (text: string) => Uint8Array
const utf16be: Encode = text => Buffer.from(text, 'utf16le').swap16()
const encodings: readonly Encode[] = [
  text => Buffer.from(text),
  text => Buffer.from(`\ufeff${text}`),
  encodeGb18030,
  text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  text => Buffer.from(text, 'utf16le'),
  text => utf16be(`\ufeff${text}`),
  utf16be,
]

const listText = (dice: Dice, rows: number): string =>
  listLines(dice, rows, dice.pick([',', ';', '\t', '|', '，'])).join(dice.pick(['\n', '\r\n', '\r']))

type TextKind = { readonly name: string; readonly make: (dice: Dice) => Uint8Array }

/** Kinds of hostile text. */
export const textKinds: readonly TextKind[] = [
  {
    name: 'random bytes',
    make: dice => Uint8Array.from({ length: dice.below(3000) }, () => dice.below(256)),
  },
  {
    name: 'random ASCII',
    make: dice => Uint8Array.from({ length: dice.below(3000) }, () => 9 + dice.below(118)),
  },
  {
    name: 'a list with damage',
    make: dice => mutateBytes(dice.pick(encodings)(listText(dice, dice.below(60))), dice, 1 + dice.below(12)),
  },
  {
    name: 'two encodings in one file',
    make: dice =>
      Buffer.concat([dice.pick(encodings)(listText(dice, 30)), dice.pick(encodings)(listText(dice, 30))]),
  },
  {
    name: 'UTF-16 cut off in the middle of a character',
    make: dice => {
      const bytes = dice.pick(encodings.slice(3))(listText(dice, 20))
      return bytes.subarray(0, dice.below(bytes.length) | 1)
    },
  },
  {
    name: 'lone surrogates',
    make: dice =>
      Buffer.concat(
        Array.from({ length: 40 }, () =>
          Buffer.from([dice.below(256), 0xd8 + dice.below(8), 0x31, 0, 0x0a, 0]),
        ),
      ),
  },
  {
    name: 'endless quotes',
    make: dice =>
      Buffer.from(
        dice.pick(['"', '""', '",', '"\n', ',"', '"a"b', '\n"\n', '","']).repeat(1 + dice.below(30_000)),
      ),
  },
  {
    name: 'a quote that is never closed',
    make: dice => {
      const lines = listLines(dice, 400, ',')
      for (let time = 0; time <= dice.below(130); time++)
        lines.splice(dice.below(lines.length), 0, `"${dice.pick(cellTexts)}`)
      return dice.pick(encodings)(lines.join('\n'))
    },
  },
  {
    name: 'one giant line',
    make: dice =>
      Buffer.from(
        dice
          .pick(['1', '13800138000', '王,', ',', ';', 'a b ', '\t', '=', "'"])
          .repeat(1 + dice.below(400_000)),
      ),
  },
  {
    name: 'a giant quoted cell',
    make: dice =>
      Buffer.from(`a,b\n"${'13800138000\n'.repeat(dice.below(60_000))}${dice.chance(0.5) ? '"' : ''},1\n`),
  },
  {
    name: 'nothing but line ends',
    make: dice => Buffer.from(dice.pick(['\n', '\r', '\r\n', '\n\r']).repeat(dice.below(200_000))),
  },
  {
    name: 'NULs in the text',
    make: dice =>
      mutateBytes(Buffer.from(listText(dice, 40).replaceAll(/[ao0]/g, '\0')), dice, dice.below(3)),
  },
  {
    name: 'a phone cell made to be slow',
    make: dice =>
      Buffer.from(
        Array.from({ length: 200 }, () =>
          dice.pick(['1 ', '+', '86', '(', '1.', '1E', ',1', '０', '\u200b', '1-']).repeat(2000),
        ).join('\n'),
      ),
  },
  {
    name: 'thousands of columns',
    make: dice =>
      Buffer.from(
        Array.from(
          { length: 12 },
          () => `13800138000${dice.pick([',', '\t']).repeat(dice.below(20_000))}`,
        ).join('\n'),
      ),
  },
  {
    name: 'control and direction marks',
    make: dice =>
      Buffer.from(
        Array.from(
          { length: 60 },
          () =>
            `${dice.pick(['\u202e', '\u0007', '\u2028', '\ufeff', '\u0085', '\v', '\f', '\x1a'])}13800138000,${dice.pick(cellTexts)}`,
        ).join('\n'),
      ),
  },
]
