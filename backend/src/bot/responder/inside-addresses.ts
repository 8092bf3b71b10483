import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Addresses that are not of the public internet (IANA's registries of special-purpose addresses), and those that stand for an
 * IPv4 address within an IPv6 one, behind which such an address can hide.
 */
const inside = new BlockList();
const ranges = {
  ipv4: [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  ipv6: [
    ['::', 96],
    ['::ffff:0:0', 96],
    ['::ffff:0:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ],
} as const;
for (const [address, prefix] of ranges.ipv4) inside.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of ranges.ipv6) inside.addSubnet(address, prefix, 'ipv6');

/** Whether an address leads into a private network, to this machine, or nowhere. What is no address counts as such. */
export function isInside(address: string): boolean {
  if (isIPv4(address)) return inside.check(address, 'ipv4');
  return !isIPv6(address) || inside.check(address, 'ipv6');
}
