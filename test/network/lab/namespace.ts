import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Those of this process, which are removed when it ends, for whatever reason. */
const all = new Set<Namespace>();

/** A network of its own: its interfaces, routes and rules, and the programs in it. */
export class Namespace {
  /** As `ip netns` lists it: two runs beside each other have names of their own. */
  readonly name: string;

  constructor(label: string) {
    this.name = `noom-${String(process.pid)}-${label}`;
    if (all.size === 0) removeAtTheEnd();
    all.add(this);
    run('ip', 'netns', 'add', this.name);
    this.ip('link', 'set', 'lo', 'up');
    this.#setSystem('net/ipv6/conf/all/disable_ipv6');
  }

  /** What a program's command line begins with, to run it in here. */
  get prefix(): [string, ...string[]] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** `ip` in here: `ip('route', 'add', …)`. */
  ip(...args: readonly string[]): void {
    run('ip', '-n', this.name, ...args);
  }

  /** Runs a program in here. @param input what it reads. @throws with what it said, when it fails. */
  run(args: readonly string[], input = ''): void {
    const [program, ...prefix] = this.prefix;
    execFileSync(program, [...prefix, ...args], { input, stdio: ['pipe', 'ignore', 'pipe'] });
  }

  /** Passes on what is not for itself. */
  forward(): void {
    this.#setSystem('net/ipv4/ip_forward');
  }

  /** Moves an interface of the machine in here, and sets it up. */
  take(interfaceName: string): void {
    run('ip', 'link', 'set', interfaceName, 'netns', this.name);
    this.ip('link', 'set', interfaceName, 'up');
  }

  /** Ends what runs in here, and removes it. May be called twice. */
  remove(): void {
    if (!all.delete(this)) return;
    // All of it was started in here: browsers leave children behind when they are killed.
    for (const pid of spawnSync('ip', ['netns', 'pids', this.name], { encoding: 'utf8' }).stdout.split('\n')) {
      if (pid !== '') kill(Number(pid));
    }
    spawnSync('ip', ['netns', 'delete', this.name]);
  }

  #setSystem(path: string): void {
    this.run(['sh', '-c', `echo 1 > /proc/sys/${path}`]);
  }
}

/** One end of a cable: an interface of that name, with an address such as `10.0.0.1/24`. */
interface CableEnd {
  readonly in: Namespace;
  readonly name: string;
  readonly address: string;
}

/** Joins two namespaces by a cable. */
export function connect(one: CableEnd, other: CableEnd): void {
  one.in.ip('link', 'add', one.name, 'type', 'veth', 'peer', 'name', other.name, 'netns', other.in.name);
  for (const end of [one, other]) {
    end.in.ip('address', 'add', end.address, 'dev', end.name);
    end.in.ip('link', 'set', end.name, 'up');
  }
}

/** Whether something listens at that TCP port in the network of the process. */
export async function listens(pid: number | undefined, port: number): Promise<boolean> {
  const sockets = await readFile(`/proc/${String(pid)}/net/tcp`, 'utf8').catch(() => '');
  return new RegExp(`:${port.toString(16).padStart(4, '0')} \\S+ 0A `, 'i').test(sockets);
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Also where the run is cut off: a signal ends a process without its `exit`, unless it is listened to. */
function removeAtTheEnd(): void {
  process.once('exit', () => {
    for (const each of [...all]) each.remove();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
