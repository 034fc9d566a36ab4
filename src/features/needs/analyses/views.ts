import { totalsView } from '../assessment/totals.ts'
import { concentration } from '../concentration/view.ts'
import { view as early } from '../early/reading.ts'
import { fear } from '../fear/view.ts'
import { gradient } from '../gradient/view.ts'
import { groups } from '../groups/view.ts'
import { harm } from '../harm/view.ts'
import { healthView } from '../health/reading.ts'
import { hotSpots } from '../hotspots/view.ts'
import { mapView } from '../map/view.ts'
import { reviewsView } from '../reviews/view.ts'
import { view as trends } from '../trends/reading.ts'
import { view as when } from '../when/reading.ts'
import type { View } from './view.ts'

/** This room's own ways of looking, in the order people meet them. */
export const views: readonly View[] = [
  totalsView,
  mapView,
  concentration,
  gradient,
  hotSpots,
  healthView,
  when,
  trends,
  early,
  groups,
  reviewsView,
  harm,
  fear,
]
