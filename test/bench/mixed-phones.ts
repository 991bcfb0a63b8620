/** A phone as lists hold them: mostly eleven digits, some written otherwise, some wrong. */
export function mixedPhone(random: () => number): string {
  const digits = `1${3 + Math.floor(random() * 7)}${String(Math.floor(random() * 1e9)).padStart(9, '0')}`
  const form = random()
  if (form < 0.93) return digits
  if (form < 0.95) return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
  if (form < 0.96) return `${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`
  if (form < 0.97) return `+86 ${digits}`
  if (form < 0.98) return digits.slice(0, 10)
  if (form < 0.985) return `0755-${digits.slice(3)}`
  if (form < 0.99) return `${digits}.0`
  if (form < 0.995) return `张先生${digits}`
  return '1.38E+10'
}
