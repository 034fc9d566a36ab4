/** What every adapter of the reference files is, and what they share. */
import type { Fields } from './read.ts'

/** Takes the inputs of a case and answers with the file's own key names. */
export type Method = (input: Fields) => Fields

/** Where chance is drawn: the seed of every adapter. */
export const SEED = 20_260_401

/** The files count places from one, we from nought. */
export const upFromOne = (lists: readonly (readonly number[])[]): number[][] =>
  lists.map(each => each.map(index => index + 1))
