// What an older snapshot comes to: where a newer file speaks, nothing changes.
import { plural } from '../../../lib/words.ts'

interface Revisions {
  fresh: number
  changed: number
  overruled: number
}

/** Does everything stay as it is because newer files speak of the cells that differ? */
export const nothingChanges = ({ fresh, changed, overruled }: Revisions): boolean =>
  overruled > 0 && fresh + changed === 0

/** "Nothing would change in what is shown: 1 cell differs from a newer file, which stays in force." Empty where no newer file differs. */
export function overruledWords(revisions: Revisions, past: boolean): string {
  const { overruled } = revisions
  if (overruled === 0) return ''
  const differs = `differ${overruled === 1 ? 's' : ''} from a newer file, which stays in force.`
  if (!nothingChanges(revisions)) return `${plural(overruled, 'further cell')} ${differs}`
  return `Nothing ${past ? 'changed' : 'would change'} in what is shown: ${plural(overruled, 'cell')} ${differs}`
}
