import type { Store } from './store.ts'

const memory = new WeakMap<Store, Map<string, Map<string, Promise<unknown>>>>()

/**
 * A shelf that keeps what was worked out for as long as the data in force stay the same, the last `most` answers asked for.
 * Two who ask the same at once wait for one piece of work. A failure is not kept.
 */
export function shelf<T>(
  name: string,
  most: number,
): (store: Store, key: string, work: () => Promise<T>) => Promise<T> {
  return (store, key, work) => {
    const shelves = memory.get(store) ?? new Map<string, Map<string, Promise<unknown>>>()
    memory.set(store, shelves)
    const answers = (shelves.get(name) ?? new Map<string, Promise<unknown>>()) as Map<string, Promise<T>>
    shelves.set(name, answers)
    const found = answers.get(key) ?? work()
    answers.delete(key)
    answers.set(key, found) // the last asked for is the last to go
    found.catch(() => answers.get(key) === found && answers.delete(key))
    const oldest = answers.keys().next()
    if (answers.size > most && !oldest.done) answers.delete(oldest.value)
    return found
  }
}
