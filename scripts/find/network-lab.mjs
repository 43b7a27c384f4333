/**
 * Finds out whether networks can be laid on this machine, for the tests of calls through NATs: as root on Linux, with
 * namespaces allowed, and with Debian's programs, which are installed where no one has to be asked.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './install-with-apt.mjs';

/** The programs, and the packages of Debian that have them. */
const PROGRAMS = { ip: 'iproute2', 'iptables-restore': 'iptables', turnserver: 'coturn', socat: 'socat' };

/**
 * Why there can be no such networks here, or `null` where there can: then what calls do in them is tested.
 * @returns {string | null}
 */
export function whyNoNetworkLab() {
  if (process.platform !== 'linux') return 'network namespaces are a part of Linux';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  if (missing().length > 0) installWithApt(missing().map((program) => PROGRAMS[program]));
  if (missing().length > 0) return `there is no ${missing().join(', no ')} on the PATH`;
  return whyForbidden();
}

function missing() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return Object.keys(PROGRAMS).filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
}

/** Containers may forbid any of what the networks are made of; a namespace of its own shows which. */
function whyForbidden() {
  const name = `noom-probe-${process.pid}`;
  const inside = ['ip', 'netns', 'exec', name];
  const steps = [
    ['ip', 'netns', 'add', name],
    ['ip', '-n', name, 'link', 'add', 'probe', 'type', 'veth', 'peer', 'name', 'other'],
    [...inside, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'],
    [...inside, 'iptables', '-w', '-t', 'nat', '-A', 'POSTROUTING', '-p', 'udp', '-j', 'MASQUERADE', '--random-fully'],
    [...inside, 'iptables', '-w', '-A', 'FORWARD', '-m', 'conntrack', '--ctstate', 'ESTABLISHED', '-j', 'ACCEPT'],
    ['ip', 'tuntap', 'add', 'dev', name.slice(-15), 'mode', 'tun'],
  ];
  try {
    for (const [program, ...args] of steps) {
      const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      if (status !== 0) return `“${[program, ...args].join(' ')}” is not allowed here: ${stderr.trim()}`;
    }
    return null;
  } finally {
    spawnSync('ip', ['link', 'delete', name.slice(-15)]);
    spawnSync('ip', ['netns', 'delete', name]);
  }
}
