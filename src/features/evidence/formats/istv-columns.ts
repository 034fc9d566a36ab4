// The columns of a file of hospital attendances after assault, and under which headings they stand.
import { z } from 'zod'

export const Options = z.looseObject({
  /** Headings. The free text description is not among them: it is never read. */
  start: z.string().default('Reporting period start'),
  end: z.string().default('Reporting period end'),
  site: z.string().default('Site code of treatment'),
  arrival: z.string().default('Arrival date and time'),
  assault: z.string().default('Assault date and time'),
  method: z.string().default('Assault method'),
  location: z.string().default('Assault location type'),
  /** Not of the national data set: some departments ask whether the police know. */
  known: z.string().default('Known to police'),
  /** Sites that are to report, by code: a month in which one is missing is held back. */
  sites: z.record(z.string(), z.string()).default({}),
})
export type Options = z.output<typeof Options>

export const rolesOf = (options: Options) => ({
  start: { names: [options.start], required: true },
  end: { names: [options.end], required: true },
  site: { names: [options.site], required: true },
  arrival: { names: [options.arrival], required: false },
  assault: { names: [options.assault], required: true },
  method: { names: [options.method], required: true },
  location: { names: [options.location], required: true },
  known: { names: [options.known], required: false },
})
export type Role = keyof ReturnType<typeof rolesOf>
