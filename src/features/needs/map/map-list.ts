import type { MapAsk } from './ask.ts'
import type { Cuts, Steps } from './classes.ts'
import type { Layer } from './layer.ts'

export interface MapList {
  ask: MapAsk
  layer: Layer
  cuts: Cuts | undefined
  steps: Steps | undefined
  source: string
  analyst: boolean
  /** Address of the same map with one place chosen. */
  choose: (code: string) => string
}
