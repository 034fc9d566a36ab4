interface Status {
  /** "Reading line 120,000 of 400,000" */
  words: string
  /** 0 to 1; null when nobody can tell. */
  share: number | null
  done: boolean
  /** Where the result is. */
  next?: string
}

const every = 2000
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const isStatus = (found: unknown): found is Status =>
  typeof found === 'object' && found !== null && 'words' in found && 'done' in found

async function ask(address: string): Promise<Status | null> {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } })
    const found: unknown = answer.ok ? await answer.json() : null
    return isStatus(found) ? found : null
  } catch {
    return null // the network is away for a moment; the work is not
  }
}

function show(part: HTMLElement, status: Status): void {
  const bar = part.querySelector('progress')
  const words = part.querySelector('[data-progress-words]')
  if (bar && status.share !== null) bar.value = Math.round(status.share * 100)
  // Said aloud only when it differs, so that a screen reader is not kept talking.
  if (words && words.textContent !== status.words) words.textContent = status.words
}

/** Asks how far a job is until it is done, then goes to its result. A page in the background waits. */
export async function watchProgress(part: HTMLElement): Promise<void> {
  const address = part.dataset.progress
  if (!address) return
  for (;;) {
    await wait(every)
    if (document.hidden) continue
    const status = await ask(address)
    if (status) show(part, status)
    if (status?.done) return location.replace(status.next ?? location.pathname)
  }
}
