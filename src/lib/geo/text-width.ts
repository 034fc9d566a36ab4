/** Advance widths of Public Sans in hundredths of the type size, for characters 32 to 126. Measured in Chromium. */
const WIDTHS = {
  400: '24 25 43 60 66 90 71 25 30 31 39 55 24 38 22 35 65 65 65 65 65 65 65 65 65 65 23 24 55 55 55 52 83 71 67 69 69 62 59 73 77 28 39 68 58 89 75 73 64 75 68 67 59 70 67 95 69 61 64 30 35 30 47 52 22 55 60 54 60 57 40 62 58 25 26 56 30 86 58 57 60 60 39 51 39 58 50 78 56 53 48 33 26 33 57',
  600: '23 27 45 61 67 92 75 25 32 32 44 57 26 39 25 37 67 67 67 67 67 67 67 67 67 67 25 26 56 57 56 53 83 72 68 70 71 63 60 75 77 30 40 70 58 90 77 75 64 76 69 68 61 71 69 96 70 64 65 32 37 32 48 54 24 56 60 55 60 57 40 63 58 26 28 57 32 88 59 57 60 60 40 52 40 59 51 78 58 55 49 36 27 36 59',
  700: '23 28 48 62 68 94 78 26 33 34 47 59 28 39 27 38 68 68 68 68 68 68 68 68 68 68 27 28 58 59 58 53 83 73 68 72 72 63 61 76 77 31 40 72 58 92 78 76 65 77 70 69 62 72 70 97 72 67 67 34 38 34 48 55 26 57 61 55 61 58 40 63 59 27 29 58 33 90 59 58 61 61 41 53 42 59 52 79 59 56 50 38 27 38 61',
}
const TABLES = {
  400: WIDTHS[400].split(' ').map(Number),
  600: WIDTHS[600].split(' ').map(Number),
  700: WIDTHS[700].split(' ').map(Number),
}

/** About how wide a text will be drawn, in the unit of `size`. Tabular figures; letters with accents count as plain ones. */
export function textWidth(text: string, size: number, weight: 400 | 600 | 700 = 400): number {
  const table = TABLES[weight]
  let sum = 0
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, '')) sum += table[letter.charCodeAt(0) - 32] ?? 60
  return (sum * size) / 100
}
