import { BIVARIATE, COPPER, SEQUENTIAL, type SequentialHue, type Step, SURFACE, TEAL, type Third } from './colours.ts'
import type { Change } from './marks.ts'

/** How a place is filled: one variable in five steps, two variables in thirds, a change, or null for "no figure" (hatched). */
export type Shade =
  | { kind: 'step'; step: Step; hue?: SequentialHue }
  | { kind: 'pair'; violence: Third; deprivation: Third }
  | { kind: 'change'; change: Change }
  | null

/** Rising and falling also carry their shapes on the map; the reasons for no test are hatched, as no figure is. */
const CHANGE: Readonly<Partial<Record<Change, string>>> = { rising: COPPER, falling: TEAL, chance: SURFACE }

/** The fill of a shade, or null for the hatch. */
export function fillOf(shade: Shade): string | null {
  if (!shade) return null
  if (shade.kind === 'step') return SEQUENTIAL[shade.hue ?? 'violence'][shade.step]
  if (shade.kind === 'pair') return BIVARIATE[shade.violence][shade.deprivation]
  return CHANGE[shade.change] ?? null
}
