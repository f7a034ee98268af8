const usual = ['gmail.com', 'orange.fr', 'outlook.fr', 'hotmail.fr', 'yahoo.fr', 'laposte.net', 'free.fr']

/** Why an address cannot be kept; `null` when it can. */
export function checkAddress(email: string): string | null {
  if (email === '') return null
  if (email.includes(' ')) return 'L’adresse contient une espace. Une seule adresse par personne.'
  const [local, domain, ...more] = email.split('@')
  if (domain === undefined || more.length > 0) return 'Il faut un seul signe @ dans l’adresse.'
  if (!local) return 'Il manque quelque chose avant le @.'
  if (!/^[^.]+(\.[^.]+)+$/.test(domain)) return 'Ce qui suit le @ n’est pas complet, comme « orange.fr ».'
  return null
}

/** The usual domain that was nearly typed. */
export function suggest(email: string): string | null {
  const [local, domain] = email.split('@')
  if (!local || !domain || usual.includes(domain)) return null
  const near = usual.find((candidate) => differences(candidate, domain) <= 2)
  return near ? `${local}@${near}` : null
}

function differences(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}
