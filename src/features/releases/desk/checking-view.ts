import { z } from 'zod'
import { plural } from '../../../lib/words.ts'
import type { Job } from '../../../platform/jobs.ts'
import type { State } from '../checks/queries.ts'

/** How the check of a draft stands, for its page. */
export interface Checking {
  /** There is a result, of exactly what is there now. */
  isGood: boolean
  isRunning: boolean
  /** What to do where there is no result and none is coming; empty otherwise. */
  advice: string
  job: {
    title: string
    words: string
    share: number | null
    done: boolean
    href: string
    status: string
    follow: boolean
    next: { text: string; href: string } | null
  }
}

const Progress = z.object({ done: z.number(), total: z.number(), share: z.number() })

const ways =
  'Do one of these, then prepare it again: use the same age groups as the earlier release, or none; end the 12 months in the same month as it did; choose boroughs instead of wards.'

export const advices: Record<Exclude<State, 'asked' | 'done'> | 'stale' | 'none', string> = {
  stopped: 'The check was stopped. Have it checked again when you are ready.',
  'too-long': `The check took too long and was ended. Nothing was published. This happens where figures overlap with those of an earlier release: other age groups, or 12 months that end in another month. ${ways}`,
  failed: `The check could not be done: too many numbers hang together. Nothing was published. ${ways}`,
  stale:
    'Something else was published, or places changed, since this was checked. It must be checked again as it is now.',
  none: 'This was never checked in its present form. Have it checked again.',
}

interface Asked {
  editionId: number
  state: State | 'stale' | 'none'
  job: Job | undefined
  follow: boolean
}

export function viewOf({ editionId, state, job, follow }: Asked): Checking {
  const href = `/releases/${editionId}`
  const isRunning = state === 'asked' && !(job?.finishedAt && job.error)
  const broken = state === 'asked' && !isRunning
  const progress = Progress.safeParse(job?.progress)
  return {
    isGood: state === 'done',
    isRunning,
    advice: broken ? advices.failed : state === 'asked' || state === 'done' ? '' : advices[state],
    job: {
      title: 'Checking what may be public',
      words: isRunning ? wordsOf(progress.data) : 'The check has ended.',
      share: isRunning ? (progress.data?.share ?? null) : 1,
      done: !isRunning,
      href,
      status: `${href}/checks`,
      follow,
      next: isRunning ? null : { text: 'See the checks', href },
    },
  }
}

const wordsOf = (progress: z.output<typeof Progress> | undefined): string =>
  progress && progress.total > 0
    ? `Checking ${Math.min(progress.done + 1, progress.total)} of ${plural(progress.total, 'table')}…`
    : 'Waiting to start.'
