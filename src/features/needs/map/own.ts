import { z } from 'zod'
import { type FieldError, readForm } from '../../../platform/form.ts'

/** How deprived a place must be: among the most deprived tenth, two or three, of the city's places or of the whole country. */
export interface Most {
  percent: 10 | 20 | 30
  of: 'city' | 'country'
}

/** The reader's own cut points, as far as they could be read; the rest are the usual ones, and `errors` say why. */
export interface Own {
  /** For two variables: more than so many, and so deprived. */
  pair: { over: number; most: Most } | undefined
  /** For the rate, or the number, alone: one to four cut points, ascending. */
  rates: number[] | undefined
  counts: number[] | undefined
  errors: FieldError[]
  /** What was typed, so that nothing is lost. */
  typed: Record<string, string>
}

const choices: readonly Most[] = (['city', 'country'] as const).flatMap(of =>
  ([10, 20, 30] as const).map(percent => ({ percent, of })),
)
export const mostKey = ({ percent, of }: Most): string => `${of}-${percent}`
/** "High deprivation" where nobody said how high. */
export const usualMost: Most = { percent: 30, of: 'city' }
export const mostChoices = (national: boolean): Most[] => choices.filter(most => national || most.of === 'city')

const Over = z
  .string()
  .trim()
  .min(1, 'Enter how many, such as 350')
  .regex(/^[\d,]+$/, 'How many must be a whole number, such as 350')
  .transform(text => Number(text.replaceAll(',', '')))
  .pipe(z.number().max(1_000_000, 'How many must be 1,000,000 or fewer'))

const most = (national: boolean) =>
  z.string().transform((word, context) => {
    const found = mostChoices(national).find(each => mostKey(each) === word)
    if (found) return found
    context.addIssue({
      code: 'custom',
      message: national
        ? 'Select how deprived a place must be'
        : 'Select how deprived a place must be, compared with the city: no deciles of the whole country are loaded',
    })
    return z.NEVER
  })

const example = { rates: '5, 10, 20', counts: '50, 100, 200' }

function points(kind: 'rates' | 'counts') {
  const shape = kind === 'rates' ? /^\d+(\.\d)?$/ : /^\d+$/
  const wrong =
    kind === 'rates'
      ? 'Cut points must be numbers with no more than 1 decimal, such as'
      : 'Cut points must be whole numbers, such as'
  return z
    .string()
    .transform(text =>
      text
        .split(/[,;\s]+/)
        .filter(Boolean)
        .map(String),
    )
    .pipe(
      z
        .array(z.string().regex(shape, `${wrong} ${example[kind]}`))
        .min(1, `Enter 1 to 4 cut points, such as ${example[kind]}`)
        .max(4, 'Enter 4 cut points or fewer'),
    )
    .transform(list => list.map(Number))
    .refine(list => list.every((n, i) => n > (list[i - 1] ?? 0) && n <= 1_000_000), {
      message: 'Cut points must rise from more than 0 to 1,000,000 or less, lowest first',
    })
}

const word = z.string().max(200).catch('')
const Typed = z.object({ over: word, most: word, rates: word, counts: word })

/** The words of the address that hold own cut points. */
export const ownKeys = ['over', 'most', 'rates', 'counts'] as const

/** Own cut points as they stand in an address. */
export const ownAddress = ({ pair, rates, counts }: Own): Record<string, string> => ({
  ...(pair ? { over: String(pair.over), most: mostKey(pair.most) } : {}),
  ...(rates ? { rates: rates.join(', ') } : {}),
  ...(counts ? { counts: counts.join(', ') } : {}),
})

/** Reads own cut points from an address. `show` says which of them count: what was chosen for another map is left alone. */
export function readOwn(query: unknown, show: string, national: boolean): Own {
  const typed = Typed.parse(query ?? {})
  const none: Own = { pair: undefined, rates: undefined, counts: undefined, errors: [], typed }
  if (show === 'pair' && (typed.over || typed.most)) {
    const asked = { over: typed.over, most: typed.most || mostKey(usualMost) }
    const found = readForm(z.object({ over: Over, most: most(national) }), asked)
    return found.ok ? { ...none, pair: found.data } : { ...none, errors: found.errors }
  }
  const kind = show === 'rate' ? 'rates' : show === 'count' ? 'counts' : undefined
  if (!kind || !typed[kind].trim()) return none
  const found = points(kind).safeParse(typed[kind])
  return found.success
    ? { ...none, [kind]: found.data }
    : { ...none, errors: [{ field: kind, text: found.error.issues[0]?.message ?? '' }] }
}
