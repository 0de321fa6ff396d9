import { lookup as resolve, type LookupAddress } from "node:dns";
import { BlockList, isIP } from "node:net";

/** Addresses that are nobody's on the public internet: private, loopback, link-local, reserved. */
// Apart, for a list holding ::ffff:0:0/96 would take every IPv4 address for one of it.
const inside = { ipv4: new BlockList(), ipv6: new BlockList() };
const subnets = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24",
  "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24",
  "224.0.0.0/4 240.0.0.0/4",
  // IPv6, with the forms that carry an IPv4 address inside: mapped, NAT64, Teredo, 6to4.
  "::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:db8::/32 2002::/16",
  "fc00::/7 fe80::/10 fec0::/10 ff00::/8",
];
for (const subnet of subnets.join(" ").split(" ")) {
  const [net = "", prefix] = subnet.split("/");
  const family = net.includes(":") ? "ipv6" : "ipv4";
  inside[family].addSubnet(net, Number(prefix), family);
}

/** True for an address of the public internet. */
export const isOutsideAddress = (address: string): boolean => {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 6 ? "ipv6" : "ipv4";
  return !inside[family].check(address, family);
};

export class InsideAddress extends Error {}

type Callback = (error: Error | null, addresses: LookupAddress[]) => void;

/**
 * A `lookup` for sockets that gives public addresses alone: the address that was checked is the
 * one that is connected to, whatever the name means a moment later.
 */
export const lookupOutside = (hostname: string, _options: object, done: Callback): void => {
  resolve(hostname, { all: true, verbatim: true }, (error, addresses) => {
    if (error) return done(error, []);
    const refused = addresses.find(({ address }) => !isOutsideAddress(address));
    if (refused) return done(new InsideAddress(`${hostname} is not a public address`), []);
    return done(null, addresses);
  });
};

/** Hosts (`host:port`) that may be inside; `*` is every host, for development alone. */
export type InsideHosts = readonly string[];

const hostAndPort = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;

export const mayBeInside = (hosts: InsideHosts, url: URL): boolean =>
  hosts.includes("*") || hosts.includes(hostAndPort(url));

/**
 * False where a URL is known to lead inside: an address literal or a name that resolves there.
 * A name that does not resolve now is judged when it is called.
 */
export const leadsOutside = async (url: URL): Promise<boolean> => {
  const name = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(name) !== 0) return isOutsideAddress(name);
  return await new Promise((tell) => {
    lookupOutside(name, {}, (error) => tell(!(error instanceof InsideAddress)));
  });
};
