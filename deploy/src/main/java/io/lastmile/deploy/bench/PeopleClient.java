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

/// Some members of staff at once, over HTTP with an API key.
final class PeopleClient implements AutoCloseable {
    static final int THREADS = 4;

    private static final String BOUNDARY = "people-bench";

    /// Milliseconds.
    record Times(double p50, double p95) {}

    /// Of a file: checked without a trace, and then written.
    record Imported(double checkSeconds, double commitSeconds) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String key;

    PeopleClient(int port, String key) {
        this.origin = "http://127.0.0.1:" + port;
        this.key = key;
    }

    /// Of `count` requests by so many threads, after half as many that are not counted: the first
    /// ones find neither compiled code nor a warm connection.
    Times times(Question query, int count) throws Exception {
        return times(query, count, THREADS);
    }

    Times times(Question query, int count, int people) throws Exception {
        List<Callable<double[]>> work = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            Random dice = new Random(i);
            work.add(() -> measured(query, dice, count / people));
        }
        List<Double> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(people)) {
            for (Future<double[]> part : threads.invokeAll(work)) {
                Arrays.stream(part.get()).forEach(all::add);
            }
        }
        List<Double> sorted = all.stream().sorted().toList();
        return new Times(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100));
    }

    private double[] measured(Question query, Random dice, int count)
            throws IOException, InterruptedException {
        double[] millis = new double[count];
        for (int i = -count / 2; i < count; i++) {
            int number = dice.nextInt(PeopleBench.PEOPLE);
            long start = System.nanoTime();
            String body = get(query.path(number));
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            if (!query.isAnswer(number, body)) {
                throw new IllegalStateException(query.path(number) + ": " + body);
            }
        }
        return millis;
    }

    /// A file of new customers.
    Imported imported(int rows) throws IOException, InterruptedException {
        String body =
                ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                                + "%s\r\n--%s--\r\n")
                        .formatted(BOUNDARY, file(rows), BOUNDARY);
        long start = System.nanoTime();
        JsonNode checked =
                json(
                        request("/api/files/customers")
                                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                                .POST(BodyPublishers.ofString(body)));
        long written = System.nanoTime();
        JsonNode stored = checked.path("file");
        JsonNode report =
                post(
                        "/api/files/customers/" + stored.path("id").asText() + "/commit",
                        "{\"hash\":\"" + stored.path("hash").asText() + "\"}");
        long end = System.nanoTime();
        for (JsonNode each : List.of(checked, report)) {
            if (each.path("file").path("counts").path("added").asInt() != rows) {
                throw new IllegalStateException("import: " + each + " (expected: all added)");
            }
        }
        return new Imported((written - start) / 1e9, (end - written) / 1e9);
    }

    private static String file(int rows) {
        StringBuilder file =
                new StringBuilder("name,name_bn,mobile,district,upazila,address,tags\n");
        for (int i = 0; i < rows; i++) {
            file.append(
                    "Import %d,আমদানি %d,018%08d,Dhaka,Savar,\"House %d, Road 7\",new\n"
                            .formatted(i, i, 10_000_000 + i, i));
        }
        return file.toString();
    }

    /// Seconds until the last of so many customers is here.
    double exported(int rows) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long lines = get("/api/exports/customers").lines().count();
        if (lines != rows + 1L) {
            throw new IllegalStateException("export: " + lines + " (expected: " + rows + " + 1)");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path)).body();
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return json(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
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
