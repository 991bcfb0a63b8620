import { crc32, deflateRawSync } from 'node:zlib'

export type ZipPart = {
  readonly name: string
  readonly content: Uint8Array | string
  /** Size that the headers claim; the true one where left out. */
  readonly claimed?: number
}

/** Writes a zip byte by byte, so that a test can make its headers lie. */
export function makeZip(parts: readonly ZipPart[]): Uint8Array {
  const blocks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claimed } of parts) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const file = Buffer.from(name)
    const sizes = Buffer.alloc(22)
    sizes.writeUInt16LE(20, 0)
    sizes.writeUInt16LE(8, 4)
    sizes.writeUInt32LE(crc32(plain), 10)
    sizes.writeUInt32LE(packed.length, 14)
    sizes.writeUInt32LE(claimed ?? plain.length, 18)
    const local = Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      sizes,
      Buffer.from([file.length, 0, 0, 0]),
      file,
      packed,
    ])
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 0]),
        sizes,
        tail(file.length, offset),
        file,
      ]),
    )
    blocks.push(local)
    offset += local.length
  }
  const directoryBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directoryBytes.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...blocks, directoryBytes, end]))
}

/** The central record's fields behind the sizes: name length, extras, disk, attributes, offset. */
function tail(nameLength: number, offset: number): Buffer {
  const fields = Buffer.alloc(18)
  fields.writeUInt16LE(nameLength, 0)
  fields.writeUInt32LE(offset, 14)
  return fields
}

const sheetHead =
  '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

export type MadeSheet = {
  readonly name: string
  /** Rows as XML. */
  readonly rows: string
  readonly state?: 'hidden' | 'veryHidden'
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

/** The parts of an .xlsx. `formats`: the number format of each style, from s="1" on. */
export const xlsxParts = (
  sheets: readonly MadeSheet[],
  {
    formats = [],
    book = '',
  }: { readonly formats?: readonly (string | number)[]; readonly book?: string } = {},
): readonly ZipPart[] => [
  {
    name: '_rels/.rels',
    content: `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  },
  {
    name: 'xl/workbook.xml',
    content: `${declaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relationships}">${book}<sheets>${sheets.map(({ name, state }, place) => `<sheet name="${name}" sheetId="${place + 1}"${state ? ` state="${state}"` : ''} r:id="r${place + 1}"/>`).join('')}</sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, place) => `<Relationship Id="r${place + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${place + 1}.xml"/>`).join('')}<Relationship Id="styles" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
  },
  {
    name: 'xl/styles.xml',
    content: `${declaration}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>${formats.map((code, place) => (typeof code === 'string' ? `<numFmt numFmtId="${200 + place}" formatCode="${code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"/>` : '')).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((code, place) => `<xf numFmtId="${typeof code === 'string' ? 200 + place : code}"/>`).join('')}</cellXfs></styleSheet>`,
  },
  ...sheets.map(({ rows }, place) => ({
    name: `xl/worksheets/sheet${place + 1}.xml`,
    content: `${sheetHead}${rows}</sheetData></worksheet>`,
  })),
]

/** A row of a sheet: texts, and numbers with their style. `extra`: attributes of the row. */
export const sheetRow = (
  cells: readonly (string | number | readonly [value: number, style: number] | null)[],
  extra = '',
): string =>
  `<row${extra}>${cells
    .map(cell => {
      if (cell === null) return '<c/>'
      if (typeof cell === 'string') return `<c t="inlineStr"><is><t>${cell}</t></is></c>`
      return typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c s="${cell[1]}"><v>${cell[0]}</v></c>`
    })
    .join('')}</row>`

/** A small .xlsx around the rows given as XML. */
export const makeXlsx = (rows: string, extra: readonly ZipPart[] = []): Uint8Array =>
  makeZip([
    {
      name: '[Content_Types].xml',
      content:
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      content:
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    },
    {
      name: 'xl/workbook.xml',
      content:
        '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content:
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet1.xml', content: `${sheetHead}${rows}</sheetData></worksheet>` },
    ...extra,
  ])
