// Where the drawing stands and what a press, a key or a button makes of it.
import type { Point } from '../../lib/geo/shapes.ts'
import { add, close, type Line, move, nothing, remove } from './draw-shape.ts'

export interface State {
  line: Line
  /** Earlier lines, the newest last. */
  before: readonly Line[]
  /** The corner that the next press puts somewhere else. */
  picked: number | undefined
}

export const begin = (line: Line): State => ({ line, before: [], picked: undefined })

/** A step that changes nothing is none. */
export const step = (state: State, line: Line): State =>
  line === state.line ? state : { line, before: [...state.before, state.line], picked: undefined }

/** A press at a point: puts down the corner that is picked up, or adds one at the end. */
export const press = (state: State, at: Point): State =>
  step(state, state.picked === undefined ? add(state.line, at) : move(state.line, state.picked, at))

/** A press on a corner: the first one closes an open line; any other is picked up, or let go. */
export function pressCorner(state: State, index: number): State {
  const closes = index === 0 && state.picked === undefined && !state.line.closed && state.line.corners.length >= 3
  return closes ? step(state, close(state.line)) : pick(state, index)
}

export const pick = (state: State, index: number): State => ({
  ...state,
  picked: state.picked === index ? undefined : index,
})
export const letGo = (state: State): State => ({ ...state, picked: undefined })
export const drop = (state: State, index: number): State => step(state, remove(state.line, index))
export const shut = (state: State): State => step(state, close(state.line))
export const clear = (state: State): State => (state.line.corners.length === 0 ? state : step(state, nothing))

export function undo(state: State): State {
  const last = state.before.at(-1)
  return last ? { line: last, before: state.before.slice(0, -1), picked: undefined } : state
}
