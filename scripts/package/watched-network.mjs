import { spawnSync } from 'node:child_process'

/** The name of the only way out of a watched network. */
export const wayOut = 'watch0'

const lines = [
  'ip link set lo up',
  // What is sent on it goes nowhere, and is counted.
  `ip link add ${wayOut} type veth peer name ${wayOut}end`,
  'for name in all default; do echo 1 > /proc/sys/net/ipv6/conf/$name/disable_ipv6 || true; done 2>/dev/null',
  `ip addr add 10.99.0.2/24 dev ${wayOut}`,
  `ip link set ${wayOut} up`,
  `ip link set ${wayOut}end up`,
  // A neighbour that is known, so that packets leave instead of waiting for its address.
  `ip neigh add 10.99.0.1 lladdr 02:00:00:00:00:01 nud permanent dev ${wayOut}`,
  `ip route add default via 10.99.0.1`,
  // Names are asked for there as well.
  'mount -t tmpfs none /mnt && echo "nameserver 10.99.0.1" > /mnt/resolv.conf && mount --bind /mnt/resolv.conf "$(readlink -f /etc/resolv.conf)"',
]

/** Whether this computer can give a program a network of its own: Linux, as root, with iproute2 and util-linux. */
export const canWatch = () =>
  process.platform === 'linux' &&
  process.getuid() === 0 &&
  spawnSync('unshare', ['--net', '--mount', 'ip', 'link'], { stdio: 'ignore' }).status === 0

/**
 * A command and its arguments, to be run in a network of its own: this computer itself can be reached, and whatever goes
 * anywhere else, the asking for a name among it, leaves by the way out and is counted there.
 * @param {string} program
 * @param {readonly string[]} args
 */
export const inWatchedNetwork = (program, args) => ({
  program: 'unshare',
  args: ['--net', '--mount', 'sh', '-ec', `${lines.join('\n')}\nexec "$@"`, 'sh', program, ...args],
})
