/**
 * How a home's or an office's router treats what passes through it. The first three are known by these names since RFC
 * 3489: `cone` (port-restricted) lets in answers from where something was sent to, `full cone` lets in everybody,
 * `symmetric` has another port for each recipient.
 */
export const NAT_KINDS = ['full cone', 'cone', 'symmetric', 'UDP blocked', 'only TCP 443'] as const;

export type NatKind = (typeof NAT_KINDS)[number];

/** The interfaces and addresses of a router. */
interface Router {
  /** The interface on the side of the network. */
  readonly outside: string;
  readonly outsideAddress: string;
  /** The interface on the side of the client, who is alone there. */
  readonly inside: string;
  readonly clientAddress: string;
}

type Rules = (router: Router) => readonly string[];

const masquerade: Rules = ({ outside }) => [`-A POSTROUTING -o ${outside} -j MASQUERADE`];

/** What is done to the addresses of what passes. */
const MAPPING: Readonly<Record<NatKind, Rules>> = {
  'full cone': ({ outside, outsideAddress, clientAddress }) => [
    `-A POSTROUTING -o ${outside} -j SNAT --to-source ${outsideAddress}`,
    `-A PREROUTING -i ${outside} -p udp -j DNAT --to-destination ${clientAddress}`,
  ],
  cone: masquerade,
  symmetric: ({ outside }) => [`-A POSTROUTING -o ${outside} -j MASQUERADE --random-fully`],
  'UDP blocked': masquerade,
  'only TCP 443': masquerade,
};

/** What passes, or does not, beside what the client begins and the answers to it. */
const FILTER: Readonly<Record<NatKind, Rules>> = {
  'full cone': ({ outside }) => [`-A FORWARD -i ${outside} -p udp -j ACCEPT`],
  cone: () => [],
  symmetric: () => [],
  'UDP blocked': () => ['-A FORWARD -p udp -j DROP'],
  'only TCP 443': ({ inside }) => [
    '-A FORWARD -p udp -j DROP',
    `-A FORWARD -i ${inside} -p tcp ! --dport 443 -j REJECT --reject-with tcp-reset`,
  ],
};

/** The rules of a router, as `iptables-restore` reads them: they replace those that it had. */
export function natRules(kind: NatKind, router: Router): string {
  return [
    '*nat',
    ...MAPPING[kind](router),
    'COMMIT',
    '*filter',
    ':FORWARD DROP',
    ...FILTER[kind](router),
    `-A FORWARD -i ${router.inside} -j ACCEPT`,
    '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    // What is not for the client must not take a port in the table of connections.
    `-A INPUT -i ${router.outside} -j DROP`,
    'COMMIT',
    '',
  ].join('\n');
}
