/**
 * What the first digits of a mobile number say: the carrier that first held it, and the warning classes.
 * Source: docs/import.md, "Mobile numbers" (the Ministry's table up to 2023-03; no later one is known).
 */

export const carriers = ['china-mobile', 'china-unicom', 'china-telecom', 'china-broadnet'] as const
export type Carrier = (typeof carriers)[number]

export const phoneWarnings = [
  'broadcast-carrier',
  'resold',
  'satellite',
  'data-card',
  'iot',
  'not-allocated',
  'rounded',
  'extension',
] as const
/**
 * Why a number deserves attention although it may be sent to. The owner can leave a class out; `extension` is left
 * out by default.
 */
export type PhoneWarning = (typeof phoneWarnings)[number]

/** Bit of a warning in a packed set: 1 << its place in `phoneWarnings`. */
export const warningBit = (warning: PhoneWarning): number => 1 << phoneWarnings.indexOf(warning)

const holders: Readonly<Record<Carrier, readonly string[]>> = {
  'china-mobile': [
    ...['1340', '1341', '1342', '1343', '1344', '1345', '1346', '1347', '1348'],
    ...['135', '136', '137', '138', '139', '147', '148', '150', '151', '152', '157', '158', '159', '165'],
    ...['1703', '1705', '1706', '172', '178', '182', '183', '184', '187', '188', '195', '197', '198'],
  ],
  'china-unicom': [
    ...['130', '131', '132', '145', '146', '155', '156', '166', '167'],
    ...['1704', '1707', '1708', '1709', '171', '175', '176', '185', '186', '196'],
  ],
  'china-telecom': [
    ...['133', '1349', '149', '153', '162', '1700', '1701', '1702', '173'],
    ...['17400', '17401', '17402', '17403', '17404', '17405'],
    ...['177', '180', '181', '189', '190', '191', '193', '199'],
  ],
  'china-broadnet': ['192'],
}

const classes: readonly (readonly [PhoneWarning, readonly string[]])[] = [
  ['broadcast-carrier', ['192']],
  ['resold', ['162', '165', '167', '170', '171']],
  ['satellite', ['1349', '1619', '1740', '1741', '1749']],
  ['data-card', ['145', '147', '149']],
  ['iot', ['146', '148']],
]

type Table = {
  /** By the first five digits: 1 + index in `carriers`, 0 if no carrier is known. */
  readonly carrierOf: Uint8Array
  /** By the first five digits: packed set of warnings. */
  readonly warningsOf: Uint16Array
}

function fillTable(): Table {
  const carrierOf = new Uint8Array(20_000)
  const warningsOf = new Uint16Array(20_000)
  const eachFiveDigits = (prefix: string, run: (five: number) => void): void => {
    const width = 10 ** (5 - prefix.length)
    const first = Number(prefix) * width
    for (let five = first; five < first + width; five++) run(five)
  }
  for (const [place, carrier] of carriers.entries())
    for (const prefix of holders[carrier])
      eachFiveDigits(prefix, five => {
        carrierOf[five] = place + 1
      })
  for (const [warning, prefixes] of classes)
    for (const prefix of prefixes)
      eachFiveDigits(prefix, five => {
        warningsOf[five] = (warningsOf[five] ?? 0) | warningBit(warning)
      })
  // Ranges that are not in the table are not allocated, as far as is known.
  for (let five = 13_000; five < 20_000; five++)
    if (carrierOf[five] === 0 && warningsOf[five] === 0) warningsOf[five] = warningBit('not-allocated')
  return { carrierOf, warningsOf }
}

let filled: Table | null = null
/** Filled when the first number is checked, not while the app starts. */
const table = (): Table => {
  filled ??= fillTable()
  return filled
}

const roundedBit = warningBit('rounded')

/**
 * The packed set of warnings of a mobile number given as a number (13000000000–19999999999).
 * `rounded`: a spreadsheet's number cell that ends in five zeros or more may have lost its last digits.
 */
export function phoneWarningBits(phone: number, cellIsNumber: boolean): number {
  const bits = table().warningsOf[Math.floor(phone / 1_000_000)] ?? 0
  return cellIsNumber && phone % 100_000 === 0 ? bits | roundedBit : bits
}

const unpacked = Array.from({ length: 1 << phoneWarnings.length }, (_, bits) =>
  Object.freeze(phoneWarnings.filter(warning => bits & warningBit(warning))),
)

/** The warnings of a packed set, in the order of `phoneWarnings`. */
export const warningsOfBits = (bits: number): readonly PhoneWarning[] => unpacked[bits] ?? []

/**
 * The carrier that first held the number's prefix. Numbers can move between carriers since 2019-12, so this may not
 * be the present one; null if the prefix is unknown.
 */
export function originalCarrier(phone: string): Carrier | null {
  if (!/^1\d{10}$/.test(phone)) return null
  return carriers[(table().carrierOf[Number(phone.slice(0, 5))] ?? 0) - 1] ?? null
}
