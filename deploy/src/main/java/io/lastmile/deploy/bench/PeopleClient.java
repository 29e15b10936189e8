package io.lastmile.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Some members of staff at once, over HTTP with an API key.
final class PeopleClient implements AutoCloseable {
    static final int THREADS = 4;

    private static final String BOUNDARY = "people-bench";

    /// Milliseconds.
    record Times(double p50, double p95) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String key;

    PeopleClient(int port, String key) {
        this.origin = "http://127.0.0.1:" + port;
        this.key = key;
    }

    /// Of `count` requests by `THREADS` threads, after a tenth as many that are not counted.
    Times times(IntFunction<String> path, int count) throws Exception {
        List<Callable<double[]>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random dice = new Random(i);
            work.add(() -> measured(path, dice, count / THREADS));
        }
        List<Double> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<double[]> part : threads.invokeAll(work)) {
                Arrays.stream(part.get()).forEach(all::add);
            }
        }
        List<Double> sorted = all.stream().sorted().toList();
        return new Times(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100));
    }

    private double[] measured(IntFunction<String> path, Random dice, int count)
            throws IOException, InterruptedException {
        double[] millis = new double[count];
        for (int i = -count / 10; i < count; i++) {
            String wanted = path.apply(dice.nextInt(PeopleBench.PEOPLE));
            long start = System.nanoTime();
            String body = send(request(wanted)).body();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            if (wanted.startsWith("/api/search") && body.contains("\"items\":[]")) {
                throw new IllegalStateException(wanted + ": nothing (expected: a hit)");
            }
        }
        return millis;
    }

    /// Seconds for a file of new customers, checked and committed.
    double imported(int rows) throws IOException, InterruptedException {
        StringBuilder file =
                new StringBuilder("name,name_bn,mobile,district,upazila,address,tags\n");
        for (int i = 0; i < rows; i++) {
            file.append(
                    "Import %d,আমদানি %d,018%08d,Dhaka,Savar,\"House %d, Road 7\",new\n"
                            .formatted(i, i, i, i));
        }
        String body =
                ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                                + "%s\r\n--%s--\r\n")
                        .formatted(BOUNDARY, file, BOUNDARY);
        long start = System.nanoTime();
        JsonNode report =
                json(
                        request("/api/files/customers")
                                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                                .POST(BodyPublishers.ofString(body)));
        JsonNode stored = report.path("file");
        String hash = "{\"hash\":\"" + stored.path("hash").asText() + "\"}";
        json(
                request("/api/files/customers/" + stored.path("id").asText() + "/commit")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(hash)));
        if (stored.path("counts").path("added").asInt() != rows) {
            throw new IllegalStateException("import: " + report + " (expected: all added)");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /// Seconds until the last of so many customers is here.
    double exported(int rows) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long lines = send(request("/api/exports/customers")).body().lines().count();
        if (lines != rows + 1L) {
            throw new IllegalStateException("export: " + lines + " (expected: " + rows + " + 1)");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path))
                .header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(
                    response.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(send(request).body());
    }

    @Override
    public void close() {
        http.close();
    }
}
