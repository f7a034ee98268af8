// What is new is shown once after an update: the version whose news were seen is kept on this computer.

const SEEN = 'news'

/** What was new in this version was seen. */
export function sawNews(version: string): void {
  localStorage.setItem(SEEN, version)
}

/** Whether the program was updated since its news were last seen. The first version that runs here is no update. */
export function isUpdated(version: string): boolean {
  const seen = localStorage.getItem(SEEN)
  if (seen === null) sawNews(version)
  return seen !== null && seen !== version
}
