// Which wards are under-served: fewer hours with something on than the middle ward of those looked at, or none at all. Pure.

interface Row {
  /** Undefined where no such week is known: nothing is said of that ward. */
  monday: string | undefined
  /** Hours looked at, and those with something for every age. */
  tally: { hours: number; whole: number }
}

export interface UnderServed {
  /** Wards with fewer hours than the middle one, or none. */
  under: number
  /** Wards that something can be said of. */
  wards: number
  /** Hours of the middle ward: half of all have as many or fewer. */
  middle: number
  hours: number
}

/** It compares wards by what is on, and says nothing of people; an award is decided by people, and this is one of the things they read. */
export function underServed(rows: readonly Row[]): UnderServed | undefined {
  const known = rows.filter(({ monday }) => monday !== undefined).map(({ tally }) => tally)
  const hours = known[0]?.hours
  // against one ward or two there is no middle to hold it
  if (hours === undefined || known.length < 3) return undefined
  const middle = middleOf(known.map(({ whole }) => whole))
  const under = known.filter(({ whole }) => whole === 0 || whole < middle).length
  return { under, wards: known.length, middle, hours }
}

/** The lower middle of some numbers; 0 of none. */
export const middleOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0
