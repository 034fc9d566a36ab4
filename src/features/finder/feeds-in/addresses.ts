// Is an address one of this machine or of a private network? Pure. RFC 6890 and its like for IPv6.
import { BlockList, isIP } from 'node:net'

const blocked = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  blocked.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  blocked.addSubnet(net, bits, 'ipv6')

/** False for a name: what it leads to is asked when it is looked up. */
export function isPrivate(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (family === 4) return blocked.check(address, 'ipv4')
  // IPv4 written as IPv6 (::ffff:10.0.0.1) is what it stands for.
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([\da-f]{1,4}):([\da-f]{1,4}))$/i.exec(address)
  if (!mapped) return blocked.check(address, 'ipv6')
  const [, dotted, high = '0', low = '0'] = mapped
  const number = [high, low].map(part => Number.parseInt(part, 16))
  const plain = dotted ?? number.flatMap(part => [part >> 8, part & 255]).join('.')
  return blocked.check(plain, 'ipv4')
}
