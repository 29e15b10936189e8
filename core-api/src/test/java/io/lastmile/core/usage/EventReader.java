package io.lastmile.core.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Reads one event stream like a browser; `next` waits for an event and fails after a minute.
final class EventReader implements AutoCloseable {
    record Event(String name, JsonNode data, int bytes) {}

    private static final int PATIENCE_SECONDS = 60;

    final int status;
    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    EventReader(TestApi api, String viewId, String lastId) {
        this(api, resumed(api.request("/live/" + viewId), lastId));
    }

    private static HttpRequest.Builder resumed(HttpRequest.Builder request, String lastId) {
        return lastId.isEmpty() ? request : request.header("Last-Event-ID", lastId);
    }

    EventReader(TestApi api, HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    api.http.send(request.build(), BodyHandlers.ofInputStream());
            status = response.statusCode();
            body = response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Thread.startVirtualThread(this::read);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    String json = line.substring(6);
                    events.add(new Event(name, Json.MAPPER.readTree(json), json.length()));
                }
            }
            events.add(new Event("closed", Json.MAPPER.createObjectNode(), 0));
        } catch (IOException e) {
            events.add(new Event("closed", Json.MAPPER.createObjectNode(), 0));
        }
    }

    Event next(String name) {
        return next(name, _ -> true);
    }

    Event next(String name, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError(
                            "no event %s within %d s".formatted(name, PATIENCE_SECONDS));
                }
                if (event.name().equals(name) && wanted.test(event.data())) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
