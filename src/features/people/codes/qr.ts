import { encode } from 'uqr'

/** Light modules around the code, without which some telephones do not find it (ISO/IEC 18004). */
const quiet = 4

/** A QR code as the path of its dark modules in a square of `size` units, one unit a module: drawn here, so no other site learns the key. */
export function qrCode(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: quiet })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size, path }
}
