// An hour of the day as it is typed.

/** `HH:MM` for what is typed; empty for nothing; null for what is no hour. */
export function readHour(text: string): string | null {
  const plain = text.trim().toLowerCase()
  if (plain === '') return ''
  const found =
    /^(\d{1,2})\s*(?:(?:h|:|\.|\s)\s*(\d{2})?\s*(?:min|mn)?)?$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain)
  if (!found) return null
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** « 14 h 30 » for `14:30`; what is no hour stays as it is. */
export function hourText(value: string): string {
  const read = readHour(value)
  if (!read) return value
  const [hour = '', minute = ''] = read.split(':')
  return minute === '00' ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`
}
