/** A phone for logs, errors and pictures: 138****8000. Any text that is not 11 digits is hidden completely. */
export const maskPhone = (phone: string): string =>
  /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '***'

/** A text in which every phone is masked. */
export const maskPhonesIn = (text: string): string => text.replace(/(?<!\d)1\d{10}(?!\d)/g, maskPhone)
