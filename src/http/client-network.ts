import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:([0-9]{1,3}(?:\.[0-9]{1,3}){3})$/i;
/** Groups of an IPv6 address that name its network: 64 bits, which one subscriber has whole. */
const NETWORK_GROUPS = 4;

/** The key by which limits count an address: an IPv4 address itself, an IPv6 address by its network of 64 bits. */
export function networkOf(address: string): string {
  const mapped = MAPPED_IPV4.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [before = '', after] = address.split('%')[0]!.split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  // An IPv4 address at the end stands for two groups.
  const last = right.at(-1)?.includes('.') ? 1 : 0;
  const zeros = after === undefined ? 0 : 8 - left.length - right.length - last;
  const groups = [...left, ...new Array<string>(zeros).fill('0'), ...right].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
