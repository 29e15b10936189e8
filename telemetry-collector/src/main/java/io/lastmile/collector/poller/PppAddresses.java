package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.ActiveSessions.Active;
import io.lastmile.collector.pipeline.CounterTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where one router's PPP sessions are: their addresses as `/ppp/active` told them and the
/// interfaces that have a name of their own. A queue on one of them counts bytes that the session's
/// interface counts too.
///
/// An address stays for a day after it was last heard of: the queue of somebody who redials must
/// not change sides each time. IPv4 only; a queue on IPv6 alone is taken for its own.
final class PppAddresses {
    static final long KEPT_NANOS = 24 * 3_600_000_000_000L;
    private static final int ADDRESS_BITS = 32;
    private static final int OCTET_MAX = 255;
    private static final long NO_ADDRESS = -1;

    /// In ascending order with the sign flipped, so that signed order is that of addresses; what
    /// stands behind an address stands at its place in the other two.
    private int[] addresses = new int[0];

    private long[] heardNanos = new long[0];
    private @Nullable String[] users = new String[0];
    private final Set<String> interfaces = new HashSet<>();

    private record Heard(long nanos, Optional<String> user) {}

    /// All sessions that are up at that moment of the steady clock.
    void heard(ActiveSessions active, long nanos) {
        var known = new TreeMap<Integer, Heard>();
        for (int i = 0; i < addresses.length; i++) {
            if (nanos - heardNanos[i] <= KEPT_NANOS) {
                known.put(addresses[i], new Heard(heardNanos[i], Optional.empty()));
            }
        }
        active.forEach(session -> {
            long address = address(session.address());
            if (address != NO_ADDRESS) {
                Optional<String> user = active.only(session.rawName()).map(Active::rawName);
                known.put(flipped(address), new Heard(nanos, user));
            }
        });
        keep(known);
    }

    private void keep(SortedMap<Integer, Heard> known) {
        addresses = new int[known.size()];
        heardNanos = new long[known.size()];
        users = new String[known.size()];
        int next = 0;
        for (Map.Entry<Integer, Heard> entry : known.entrySet()) {
            addresses[next] = entry.getKey();
            heardNanos[next] = entry.getValue().nanos();
            users[next] = entry.getValue().user().orElse(null);
            next++;
        }
    }

    private static int flipped(long address) {
        return (int) address ^ Integer.MIN_VALUE;
    }

    /// The PPP interfaces; a dynamic one (`<pppoe-karim>`) is known by its brackets.
    void listed(CounterTable table) {
        interfaces.clear();
        for (int row = 0; row < table.size(); row++) {
            String name = table.rawName(row);
            if (!name.startsWith("<")) {
                interfaces.add(name);
            }
        }
    }

    /// Whether a queue's target (`10.0.0.5/32,10.0.1.0/24`, or interfaces) takes in a session.
    boolean carries(String target) {
        int from = 0;
        while (from <= target.length()) {
            int comma = target.indexOf(',', from);
            int to = comma < 0 ? target.length() : comma;
            if (takesIn(target, from, to)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private boolean takesIn(String target, int from, int to) {
        int slash = target.indexOf('/', from);
        int end = slash < 0 || slash > to ? to : slash;
        long address = address(target, from, end);
        if (address == NO_ADDRESS) {
            return !interfaces.isEmpty() && interfaces.contains(target.substring(from, to));
        }
        int bits = end == to ? ADDRESS_BITS : bits(target, end + 1, to);
        long size = 1L << ADDRESS_BITS - bits;
        long first = address & -size;
        int found = Arrays.binarySearch(addresses, flipped(first));
        int next = found < 0 ? -found - 1 : found;
        return next < addresses.length && addresses[next] <= flipped(first + size - 1);
    }

    /// The user whose session has exactly this target, if it is a single address.
    Optional<String> user(String target) {
        int slash = target.indexOf('/');
        boolean single = slash < 0 || target.substring(slash).equals("/" + ADDRESS_BITS);
        long address = single ? address(target, 0, slash < 0 ? target.length() : slash) : -1;
        int found = address < 0 ? -1 : Arrays.binarySearch(addresses, flipped(address));
        return found < 0 ? Optional.empty() : Optional.ofNullable(users[found]);
    }

    private static long address(String text) {
        return address(text, 0, text.length());
    }

    /// Four decimal octets as a number, or -1.
    private static long address(String text, int from, int to) {
        long address = 0;
        int octets = 0;
        int at = from;
        while (at < to && octets < 4) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 || dot > to ? to : dot;
            int octet = number(text, at, end, OCTET_MAX);
            if (octet < 0) {
                return NO_ADDRESS;
            }
            address = address << 8 | octet;
            octets++;
            at = end + 1;
        }
        return octets == 4 && at == to + 1 ? address : NO_ADDRESS;
    }

    private static int bits(String text, int from, int to) {
        int bits = number(text, from, to, ADDRESS_BITS);
        return bits < 0 ? ADDRESS_BITS : bits;
    }

    /// Up to three decimal digits, or -1.
    private static int number(String text, int from, int to, int most) {
        if (from >= to || to - from > 3) {
            return -1;
        }
        int value = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= most ? value : -1;
    }
}
