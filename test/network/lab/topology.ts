import { connect, Namespace } from './namespace.js';
import { natRules, type NatKind } from './nat-kinds.js';
import { slowDown, type LinkQuality } from './slow-link.js';

/**
 * Where the public servers are: signaling with the pages, STUN with TURN, and the media server, each with a port 443 of
 * its own.
 */
export const SIGNALING_ADDRESS = '198.18.0.1';
export const TURN_ADDRESS = '198.18.0.2';
export const MEDIA_ADDRESS = '198.18.0.3';

/** Addresses of private networks inside, of the documentation's (RFC 5737) outside, of a provider's (RFC 6598) beyond. */
const HOMES = {
  a: { client: '10.1.0.2', inside: '10.1.0.1', outside: '198.51.100.2', access: '198.51.100.1', line: '100.64.1' },
  b: { client: '10.2.0.2', inside: '10.2.0.1', outside: '203.0.113.2', access: '203.0.113.1', line: '100.64.2' },
} as const;

export type Side = keyof typeof HOMES;

/**
 * Two clients, each behind a router and the line of a provider, and the public network between them:
 * `client - router - access - public - access - router - client`.
 */
export class Topology {
  readonly public = new Namespace('public');
  readonly a = new Home('a', this.public);
  readonly b = new Home('b', this.public);

  constructor() {
    this.public.forward();
    for (const address of [SIGNALING_ADDRESS, TURN_ADDRESS, MEDIA_ADDRESS]) {
      this.public.ip('address', 'add', `${address}/32`, 'dev', 'lo');
    }
  }

  /** Ends what runs in it, and removes it. May be called twice. */
  remove(): void {
    this.a.remove();
    this.b.remove();
    this.public.remove();
  }
}

/** A client, its router, and its line to the public network. */
export class Home {
  readonly client: Namespace;
  readonly #router: Namespace;
  readonly #access: Namespace;
  readonly #side: Side;
  #isCut = false;

  constructor(side: Side, open: Namespace) {
    this.#side = side;
    this.client = new Namespace(`client-${side}`);
    this.#router = new Namespace(`router-${side}`);
    this.#access = new Namespace(`access-${side}`);
    const { client, inside, outside, access, line } = HOMES[side];
    connect(
      { in: this.client, name: 'lan', address: `${client}/24` },
      { in: this.#router, name: 'in', address: `${inside}/24` },
    );
    connect(
      { in: this.#router, name: 'out', address: `${outside}/24` },
      { in: this.#access, name: 'home', address: `${access}/24` },
    );
    connect(
      { in: this.#access, name: 'line', address: `${line}.2/24` },
      { in: open, name: `line-${side}`, address: `${line}.1/24` },
    );
    this.#router.forward();
    this.#access.forward();
    this.client.ip('route', 'add', 'default', 'via', inside);
    this.#router.ip('route', 'add', 'default', 'via', access);
    this.#access.ip('route', 'add', 'default', 'via', `${line}.1`);
    open.ip('route', 'add', `${outside}/32`, 'via', `${line}.2`);
  }

  /** From now on the router is of that kind. */
  setNat(kind: NatKind): void {
    const { client: clientAddress, outside: outsideAddress } = HOMES[this.#side];
    const rules = natRules(kind, { outside: 'out', outsideAddress, inside: 'in', clientAddress });
    this.#router.run(['iptables-restore', '-w'], rules);
  }

  /** Lets nothing pass any more, either way, and tells nobody. */
  cut(): void {
    if (!this.#isCut) this.#access.run(['iptables', '-w', '-I', 'FORWARD', '-j', 'DROP']);
    this.#isCut = true;
  }

  /** May be called where nothing is cut. */
  mend(): void {
    if (this.#isCut) this.#access.run(['iptables', '-w', '-D', 'FORWARD', '-j', 'DROP']);
    this.#isCut = false;
  }

  /** Lets nothing pass to that address any more, or nothing by that protocol; returns what ends that, once. */
  block(address: string, protocol: 'all' | 'udp'): () => void {
    const rule = ['FORWARD', '-p', protocol, '-d', address, '-j', 'DROP'];
    this.#access.run(['iptables', '-w', '-I', ...rule]);
    let isBlocked = true;
    return () => {
      if (isBlocked) this.#access.run(['iptables', '-w', '-D', ...rule]);
      isBlocked = false;
    };
  }

  /** From now on the line is of that quality; returns what ends that. */
  async setLine(quality: LinkQuality): Promise<() => Promise<void>> {
    return await slowDown(this.#access, { near: 'home', far: 'line', nearAddress: HOMES[this.#side].outside }, quality);
  }

  /** May be called twice. */
  remove(): void {
    for (const each of [this.client, this.#router, this.#access]) each.remove();
  }
}
