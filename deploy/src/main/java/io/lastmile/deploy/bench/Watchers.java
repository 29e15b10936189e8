package io.lastmile.deploy.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.DoubleStream;

/// Browsers that do nothing but read their stream, one socket each, and note when the greatest row
/// shows a new poll.
final class Watchers implements AutoCloseable {
    private static final String RATES = "data: {\"t\":";
    private static final String DOWN = "\"down\":[";
    private static final int OPEN_SECONDS_MAX = 30;

    private final int port;
    private final String authorization;
    private final AtomicLongArray polledNanos;
    private final List<Socket> sockets = new ArrayList<>();
    private final ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile CountDownLatch ready = new CountDownLatch(0);

    Watchers(int port, String key, int polls) {
        this.port = port;
        this.polledNanos = new AtomicLongArray(polls + 1);
        this.authorization = "Bearer " + key;
    }

    /// Opens views until all of them get rates.
    void open(int count) throws IOException, InterruptedException {
        ready = new CountDownLatch(count);
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < count; i++) {
                watch(view(http));
            }
        }
        if (!ready.await(OPEN_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "watchers without rates: " + ready.getCount() + " (expected: 0)");
        }
    }

    private String view(HttpClient http) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/live"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"count\":40}"))
                        .build();
        String location =
                http.send(request, BodyHandlers.discarding())
                        .headers()
                        .firstValue("location")
                        .orElseThrow();
        return location;
    }

    private void watch(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        sockets.add(socket);
        String request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                        .formatted(path, authorization);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Thread.startVirtualThread(() -> read(socket));
    }

    private void read(Socket socket) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            int seen = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                bytes.addAndGet(line.length() + 1);
                int poll = isRates(line) ? poll(line) : -1;
                if (poll > seen) {
                    note(seen, poll);
                    seen = poll;
                }
            }
        } catch (SocketException e) {
            // Closed by us: the measurement is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(int seen, int poll) {
        if (seen < 0) {
            ready.countDown();
        } else {
            delays.add((System.nanoTime() - polledNanos.get(poll)) / 1e9);
        }
    }

    /// The history of the totals begins alike, with a list of times.
    private static boolean isRates(String line) {
        return line.startsWith(RATES)
                && line.length() > RATES.length()
                && Character.isDigit(line.charAt(RATES.length()));
    }

    /// The number of the poll that the first row's rate tells, or -1.
    private static int poll(String line) {
        int from = line.indexOf(DOWN) + DOWN.length();
        int to = from;
        while (to < line.length() && Character.isDigit(line.charAt(to))) {
            to++;
        }
        if (from < DOWN.length() || to == from) {
            return -1;
        }
        return (int) (Long.parseLong(line, from, to, 10) - WatchersFeed.STAMP_KBIT) / 1_000;
    }

    void polled(int poll, long nanos) {
        polledNanos.set(poll, nanos);
    }

    long bytes() {
        return bytes.get();
    }

    /// Of every watcher and poll, the shortest first. A poll that somebody never saw because a
    /// later one came first took at least `missedSeconds`.
    double[] delaySeconds(int polls, double missedSeconds) {
        int expected = sockets.size() * polls;
        return DoubleStream.concat(
                        delays.stream().mapToDouble(Double::doubleValue),
                        DoubleStream.generate(() -> missedSeconds)
                                .limit(Math.max(0, expected - delays.size())))
                .sorted()
                .toArray();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
