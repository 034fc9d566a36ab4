// Words as people type them, and what has been read of them so far: each part that reads takes what it knows out of them. Pure.
import type { Ask } from '../question.ts'
import { spelt } from './spellings.ts'

export type Filters = Partial<
  Pick<
    Ask,
    | 'from'
    | 'to'
    | 'band'
    | 'after'
    | 'before'
    | 'age'
    | 'free'
    | 'most'
    | 'access'
    | 'language'
    | 'gender'
    | 'onlyThem'
    | 'online'
    | 'food'
  >
>
/** What a piece of the words says; `say` is told back to whoever typed it. */
export type Said = Filters & { say: string }

/** The words, and what has been read of them so far. What is taken leaves a bar, which no phrase reaches across. */
export class Reading {
  #left: string
  readonly filters: Filters = {}
  readonly said: string[] = []
  readonly not: string[] = []
  readonly places: string[] = []
  nearMe = false

  constructor(words: string) {
    this.#left = ` ${spelt(words)} `
  }
  left(): string {
    return this.#left
  }
  /** Takes out every piece of this shape, unless `mean` makes nothing of it. What was said before stays. */
  take(shape: RegExp, mean: (found: RegExpExecArray) => Said | undefined): void {
    const found = shape.exec(this.#left)
    const said = found && mean(found)
    if (!found || !said) return
    const { say, ...filters } = said
    this.#left = `${this.#left.slice(0, found.index)} | ${this.#left.slice(found.index + found[0].length)}`
    Object.assign(this.filters, { ...filters, ...this.filters })
    if (say !== '') this.said.push(say)
    this.take(shape, mean)
  }
  /** Takes out a piece and hands it on. */
  cut(shape: RegExp, keep: (found: RegExpExecArray) => boolean): void {
    const found = shape.exec(this.#left)
    if (!found || !keep(found)) return
    this.#left = `${this.#left.slice(0, found.index)} | ${this.#left.slice(found.index + found[0].length)}`
  }
}
