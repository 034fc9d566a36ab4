import { z } from 'zod'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const share = z.number().min(0).max(1)
const riverside = z.boolean().default(false)
const change = z.object({ name: z.string(), riverside, before: z.number().positive(), ratio: z.number().positive() })

/** What an invented city is made from. Counts are violence with injury a year unless a line says otherwise. */
export const Recipe = z.object({
  note: z.string(),
  seed: z.number().int(),
  code: z.string().regex(/^X12\d{6}$/),
  name: z.string(),
  middle: z.object({ lon: z.number(), lat: z.number() }),
  widthKm: z.number().positive(),
  heightKm: z.number().positive(),
  boroughs: z.number().int().min(2),
  wards: z.number().int().min(40),
  lsoas: z.number().int().min(200),
  firstMonth: month,
  lastMonth: month,
  /** How many of the last months the LSOA file, and the file of incidents with hours, cover. */
  lsoaMonths: z.number().int().min(24),
  incidentMonths: z.number().int().min(12),
  /** The earlier ward file ends here; the later one starts with a stub month, then covers the last so many months. */
  earlierSnapshot: month,
  laterMonths: z.number().int().min(24),
  /** Variance of a count over its mean: 1 is Poisson. */
  spread: z.number().min(1),
  /** Share of offences without a precise place: of a ward's offences without an LSOA, of a borough's without a ward. */
  unlocated: z.object({ lsoa: share, ward: share }),
  /** Wards whose last 12 months differ from the 12 before by a true ratio. */
  rising: z.array(change),
  falling: z.array(change),
  /** Wards among the highest by rate and by count in every year. */
  high: z.array(z.object({ name: z.string(), riverside, perYear: z.number().positive() })),
  /** A ward whose recorded change looks large and rests on almost nothing. */
  small: z.object({ name: z.string(), before: z.number().int(), after: z.number().int() }),
  /** From this month on, everywhere, one sort of offence is recorded by a different rule. */
  break: z.object({ month, measure: z.string(), factor: z.number().positive() }),
  hospitals: z.array(z.object({ name: z.string(), site: z.string().regex(/^XRV/) })),
})
export type Recipe = z.output<typeof Recipe>
