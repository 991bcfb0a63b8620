import { read } from '@e965/xlsx'
import { isValidPhoneNumber } from 'libphonenumber-js'
import Papa from 'papaparse'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { createSeededRandom } from '../../fakes/seeded-random.ts'
import { mixedPhone } from '../mixed-phones.ts'

/** What the app's figures are compared with, each timed without what comes before it: reading the file, decoding it. */

export type BenchQuestion =
  | { readonly kind: 'csv' | 'xlsx'; readonly file: File }
  | { readonly kind: 'phones' | 'libphonenumber'; readonly count: number }
export type BenchAnswer = { readonly ms: number; readonly result: number }

function timed(work: () => number): BenchAnswer {
  const begin = performance.now()
  const result = work()
  return { ms: performance.now() - begin, result }
}

const phonesOf = (count: number): readonly string[] => {
  const random = createSeededRandom(7)
  return Array.from({ length: count }, () => mixedPhone(random))
}

async function answer(question: BenchQuestion): Promise<BenchAnswer> {
  switch (question.kind) {
    case 'csv': {
      const text = new TextDecoder('gb18030').decode(await question.file.arrayBuffer())
      return timed(() => Papa.parse(text).data.length)
    }
    case 'xlsx': {
      const bytes = await question.file.arrayBuffer()
      return timed(() => read(bytes, { type: 'array', dense: true }).SheetNames.length)
    }
    case 'phones': {
      const phones = phonesOf(question.count)
      return timed(() =>
        phones.reduce((sum, cell) => sum + (checkPhone(cell, false).kind === 'ok' ? 1 : 0), 0),
      )
    }
    case 'libphonenumber': {
      const phones = phonesOf(question.count)
      return timed(() => phones.reduce((sum, cell) => sum + (isValidPhoneNumber(cell, 'CN') ? 1 : 0), 0))
    }
  }
}

self.addEventListener('message', ({ data }: { readonly data: BenchQuestion }) => {
  void answer(data).then(result => self.postMessage(result))
})
