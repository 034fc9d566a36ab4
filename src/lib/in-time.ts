// Waiting no longer than is worth it.

const late = Symbol('late')

/** What `answer` comes to or, where it is not there within `ms`, what `otherwise` gives. A failure in time stays one; a later one is nobody's. */
export async function inTime<T>(answer: Promise<T>, ms: number, otherwise: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<typeof late>(resolve => {
    timer = setTimeout(resolve, ms, late)
  })
  try {
    const first = await Promise.race([answer, over])
    return first === late ? await otherwise() : first
  } finally {
    clearTimeout(timer)
  }
}
