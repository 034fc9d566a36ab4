/** Guards shared by the methods: each refuses with the function's name and the value, so a wrong input is found at once. */

export const isMissing = (value: number | null | undefined): value is null | undefined => value == null

/** A count of events: a whole number, zero or more, and exact in a double. */
export function needCount(name: string, what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name}: ${what} must be a whole number, zero or more, not ${value}`)
}

export function needPositive(name: string, what: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name}: ${what} must be more than zero, not ${value}`)
}

export function needNumber(name: string, what: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name}: ${what} must be a number, not ${value}`)
}

/** A level such as 0.95: strictly between 0 and 1. 95 is refused, not read as a percentage. */
export function needLevel(name: string, value: number): void {
  if (!(value > 0 && value < 1))
    throw new RangeError(`${name}: confidence must be between 0 and 1, such as 0.95, not ${value}`)
}

export function needProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name}: a probability must be from 0 to 1, not ${value}`)
}

export function needSameLength(name: string, one: ArrayLike<unknown>, other: ArrayLike<unknown>): void {
  if (one.length !== other.length)
    throw new RangeError(`${name}: the lists must be equally long, not ${one.length} and ${other.length}`)
}

export function needNotNegative(name: string, what: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name}: ${what} must be zero or more, not ${value}`)
}
