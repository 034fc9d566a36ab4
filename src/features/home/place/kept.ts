import type { Store } from '../../evidence/index.ts'

const memory = new WeakMap<Store, Map<string, Promise<unknown>>>()

/** Works something out once for as long as the data in force stay the same. */
export function once<T>(store: Store, key: string, work: () => Promise<T>): Promise<T> {
  const known = memory.get(store) ?? new Map<string, Promise<unknown>>()
  memory.set(store, known)
  const found = known.get(key)
  if (found) return found as Promise<T>
  const made = work()
  known.set(key, made)
  made.catch(() => known.delete(key))
  return made
}
