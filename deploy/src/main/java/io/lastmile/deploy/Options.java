package io.lastmile.deploy;

import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.core.platform.Certificate;
import io.lastmile.core.platform.Cidr;
import io.lastmile.core.platform.Server;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What `./run` was asked for.
public record Options(
        Fleet fleet,
        Listen listen,
        Optional<String> databaseUrl,
        boolean simulator,
        boolean fresh,
        Optional<Path> data,
        Optional<Integer> diskGigabytes) {
    static final String HELP =
            """
            usage: ./run [options]          start Lastmile with a simulated network
                   ./run bench [part]       measure it (./run bench --help)

              --routers N         simulated routers (20)
              --lines M           simulated customers, all routers together (2000)
              --interval S        seconds between two polls (5; without the simulator 30)
              --seed K            another network (1)
              --without-past      simulated customers who all join today
              --port P            where the pages are (8080)
              --bind ADDRESS      who may reach them (127.0.0.1)
              --tls-cert FILE     certificate with its chain (PEM); with --tls-key pages are https
              --tls-key FILE      its private key (PEM, PKCS #8)
              --trusted-proxy NET a proxy in front, such as 10.0.0.0/8; may be given again
              --set-up            no demo login: make the owner's account in the browser
              --database-url URL  an own PostgreSQL with TimescaleDB (jdbc:postgresql://...)
              --without-simulator only routers that you add yourself
              --data DIR          where data is kept (the XDG data folder otherwise)
              --disk-gb N         disk for samples and totals (half of the data folder's disk;
                                  with --database-url 512); the oldest go first
              --fresh             forget the data of earlier runs
            """;

    /// With a `past` its customers joined over three years and complained over the last one.
    public record Fleet(
            int routers, int lines, Optional<Integer> intervalSeconds, long seed, boolean past) {
        /// Whose customers all join today.
        public Fleet(int routers, int lines, Optional<Integer> intervalSeconds, long seed) {
            this(routers, lines, intervalSeconds, seed, false);
        }
    }

    /// Where the pages are, by which way they are reached and how the first person gets in: with
    /// `setUp` by making the owner's account, without by the demo's.
    public record Listen(String bind, int port, Server.Way way, boolean setUp) {
        public Listen(String bind, int port) {
            this(bind, port, Server.Way.PLAIN, false);
        }
    }

    /// A wrong word on the command line; the message is for the person who typed it.
    static final class Refused extends IllegalArgumentException {
        Refused(String message) {
            super(message);
        }
    }

    static Options parse(List<String> words) {
        Parser parser = new Parser(new ArrayDeque<>(words));
        while (!parser.words.isEmpty()) {
            parser.option(parser.words.pop());
        }
        return parser.options();
    }

    int intervalSeconds() {
        return fleet.intervalSeconds().orElse(simulator ? 5 : 30);
    }

    private static final class Parser {
        final Deque<String> words;
        int routers = 20;
        int lines = 2000;
        Optional<Integer> interval = Optional.empty();
        long seed = 1;
        boolean past = true;
        int port = 8080;
        String bind = "127.0.0.1";
        Optional<Path> certificate = Optional.empty();
        Optional<Path> key = Optional.empty();
        final List<Cidr> proxies = new ArrayList<>();
        boolean setUp;
        Optional<String> databaseUrl = Optional.empty();
        boolean simulator = true;
        boolean fresh;
        Optional<Path> data = Optional.empty();
        Optional<Integer> diskGigabytes = Optional.empty();

        Parser(Deque<String> words) {
            this.words = words;
        }

        void option(String name) {
            switch (name) {
                case "--routers" -> routers = number(name, 1, 2000);
                case "--lines" -> lines = number(name, 1, 200_000);
                case "--interval" -> interval = Optional.of(number(name, 1, 3600));
                case "--seed" -> seed = number(name, 0, Integer.MAX_VALUE);
                case "--without-past" -> past = false;
                case "--port" -> port = number(name, 1, 65_535);
                case "--bind" -> bind = value(name);
                case "--tls-cert" -> certificate = Optional.of(Path.of(value(name)));
                case "--tls-key" -> key = Optional.of(Path.of(value(name)));
                case "--trusted-proxy" -> proxies.add(network(value(name)));
                case "--set-up" -> setUp = true;
                case "--database-url" -> databaseUrl = Optional.of(url(name));
                case "--without-simulator" -> simulator = false;
                case "--data" -> data = Optional.of(Path.of(value(name)).toAbsolutePath());
                case "--disk-gb" -> diskGigabytes = Optional.of(number(name, 1, 1_000_000));
                case "--fresh" -> fresh = true;
                default -> throw new Refused(name + " is not an option; ./run --help lists them");
            }
        }

        Options options() {
            if (lines < routers) {
                throw new Refused(
                        "--lines %d with --routers %d (expected: at least one line per router)"
                                .formatted(lines, routers));
            }
            return new Options(
                    new Fleet(routers, lines, interval, seed, past),
                    new Listen(bind, port, way(), setUp),
                    databaseUrl,
                    simulator,
                    fresh,
                    data,
                    diskGigabytes);
        }

        private Server.Way way() {
            if (certificate.isPresent() != key.isPresent()) {
                throw new Refused("--tls-cert and --tls-key go together: one of them is missing");
            }
            return new Server.Way(
                    certificate.map(chain -> new Certificate(chain, key.orElseThrow())), proxies);
        }

        private static Cidr network(String text) {
            try {
                return Cidr.of(text);
            } catch (IllegalArgumentException e) {
                throw new Refused("--trusted-proxy: " + e.getMessage());
            }
        }

        private String value(String name) {
            String value = words.poll();
            if (value == null || value.isBlank() || value.startsWith("--")) {
                throw new Refused(name + " has no value; ./run --help shows what it takes");
            }
            return value;
        }

        private String url(String name) {
            String url = value(name);
            try {
                return DatabaseAddress.ofUrl(url).url();
            } catch (IllegalArgumentException e) {
                throw new Refused(name + ": " + e.getMessage());
            }
        }

        private int number(String name, int min, int max) {
            String value = value(name);
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new Refused(
                        "%s %s (expected: a number from %d to %d)"
                                .formatted(name, value, min, max));
            }
            throw new Refused("%s %s (expected: %d to %d)".formatted(name, value, min, max));
        }
    }
}
