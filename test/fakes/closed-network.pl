# Runs a command in a network that leads nowhere, and writes down whatever it sends to anybody but this computer, and every
# name that it asks for. Started as: unshare --net perl closed-network.pl <log file> <command> [arguments]
#
# Perl, because a bare Debian has it and no tool for interfaces and packets. The loopback interface is the only one; a
# default route leads over it, so that packets to the outside are really sent, seen here, and dropped by the kernel.
use strict;
use warnings;
use IO::Handle;
use Socket;

my ($log, @command) = @ARGV;

# SIOCSIFFLAGS: lo is up and running.
socket(my $control, AF_INET, SOCK_DGRAM, 0) or die "socket: $!";
my $up = pack('a16 s x22', 'lo', 0x41);
ioctl($control, 0x8914, $up) or die "lo: $!";

# SIOCADDRT: everything goes over lo (struct rtentry of a 64-bit system).
my $any = pack_sockaddr_in(0, INADDR_ANY);
my $device = "lo\0";
my $route = pack('x8 a16 a16 a16 S x6 x8 x8 s x6 p x24', $any, $any, $any, 1, 0, $device);
ioctl($control, 0x890B, $route) or die "route: $!";

# AF_PACKET, SOCK_RAW, ETH_P_ALL.
socket(my $packets, 17, 3, unpack('S', pack('n', 3))) or die "packets: $!";

my $writer = fork() // die "fork: $!";
if ($writer == 0) {
  open(my $out, '>', $log) or die "$log: $!";
  $out->autoflush(1);
  $SIG{TERM} = 'DEFAULT';
  my %seen;
  while (defined recv($packets, my $frame, 65535, 0)) {
    my $line = told(substr($frame, 12)) // next;
    print $out "$line\n" unless $seen{$line}++;
  }
  exit 1;
}

my $status = system { $command[0] } @command;
kill 'TERM', $writer;
exit($status == -1 ? 127 : $status >> 8 || $status & 127);

# What is told of a packet: where it goes, or the name that it asks for; undef for what stays on this computer.
sub told {
  my ($type, $packet) = unpack('n a*', shift);
  my ($protocol, $from, $to, $payload);
  if ($type == 0x0800) {
    my $length = (unpack('C', $packet) & 15) * 4;
    ($protocol, $from, $to) = unpack('x9 C x2 a4 a4', $packet);
    $payload = substr($packet, $length);
  } elsif ($type == 0x86DD) {
    ($protocol, $from, $to, $payload) = unpack('x6 C x a16 a16 a*', $packet);
  } else {
    return sprintf('a frame of type %04x', $type);
  }
  my $where = join('.', unpack('C*', $to));
  my $port = $protocol == 6 || $protocol == 17 ? unpack('x2 n', $payload) : 0;
  return 'name ' . name_asked($payload) if $port == 53 && $protocol == 17;
  return undef if $where =~ /^127\./ || $to eq "\0" x 15 . "\1";
  # Answers of the kernel to what came from this computer, and its greetings on a new interface.
  return undef if $protocol == 58 || $protocol == 0;
  return "protocol $protocol to $where port $port";
}

# The name in the question of a DNS message behind its UDP header.
sub name_asked {
  my $question = substr(shift, 20);
  my @labels;
  while (length $question) {
    my $length = unpack('C', $question);
    last if $length == 0;
    push @labels, substr($question, 1, $length);
    $question = substr($question, 1 + $length);
  }
  return join('.', @labels);
}
