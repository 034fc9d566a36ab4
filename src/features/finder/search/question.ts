import type { Ask } from '../question.ts'
import type { Kind } from '../schemas.ts'
import type { Concept } from './concepts.ts'
import type { Clock } from './when.ts'

export interface Question {
  ask: Ask
  clock: Clock
  concepts: readonly Concept[]
  /** All of the concepts, or any of them. */
  all: boolean
  /** Look outward from the start, or gather and sort: common.ts. */
  outward: boolean
  /** Metres around the start within which there are more than are ranked, as far as is known: around.ts. */
  around?: number | undefined
  /** What somebody said they do not want. */
  not: readonly Concept[]
  /** What comes first among what fits. */
  wish: readonly Concept[]
  /** Kinds to put before others: help, when a worry is typed. */
  lean: readonly Kind[]
  /** Nobody's parent asks: what is for parents comes after what is for young people. */
  own: boolean
  /** Themes meant: what is about them and little else comes first. */
  about: readonly string[]
  /** Whom it may be for: who is helped at that age, or in that language, comes first, and nobody is left out. */
  rather?: Pick<Ask, 'age' | 'language'>
}
