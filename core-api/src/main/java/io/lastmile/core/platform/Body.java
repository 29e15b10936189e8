package io.lastmile.core.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a request's body or query into `Fields`, or refuses it in words.
public final class Body {
    /// The longest body that a route of this API takes.
    public static final int BYTES_MAX = 64 * 1024;

    static final String ONCE = "once";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Body() {}

    /// A JSON object: 415 for another type, 413 for too much, 400 for anything else.
    public static Fields json(ServerRequest request) {
        requireType(request, JSON);
        byte[] bytes = bytes(request);
        if (bytes.length == 0) {
            throw unreadable("an empty body", "a JSON object");
        }
        return Fields.ofJson(object(bytes));
    }

    /// The same, but no body at all is an empty object.
    public static Fields optionalJson(ServerRequest request) {
        return hasNoBody(request) ? Fields.ofJson(Map.of()) : json(request);
    }

    public static Fields form(ServerRequest request) {
        return formOf(formValues(request));
    }

    /// What was typed into a form, for a page that shows it again or reads its units.
    public static Map<String, String> formValues(ServerRequest request) {
        requireType(request, FORM);
        Map<String, String> typed = new LinkedHashMap<>();
        pairs(new String(bytes(request), StandardCharsets.UTF_8), typed);
        return typed;
    }

    /// A form of these values; empty ones are absent.
    public static Fields formOf(Map<String, String> typed) {
        Map<String, JsonNode> values = new HashMap<>();
        typed.forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
        return Fields.ofText(values);
    }

    /// The idempotency key of a form; its page made it up.
    static Optional<String> once(ServerRequest request) {
        String type =
                request.headers()
                        .first(HeaderNames.CONTENT_TYPE)
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        if (type.startsWith(Upload.TYPE) && limits(request).isPresent()) {
            return Upload.of(request).once();
        } else if (!type.startsWith(FORM)) {
            return Optional.empty();
        }
        String form = new String(bytes(request), StandardCharsets.UTF_8);
        return Stream.of(form.split("&"))
                .filter(pair -> pair.startsWith(ONCE + "="))
                .map(pair -> decoded(pair.substring(ONCE.length() + 1)))
                .filter(key -> !key.isEmpty())
                .findFirst();
    }

    public static Fields query(ServerRequest request) {
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs(request.query().rawValue(), pairs);
        return formOf(pairs);
    }

    private static void pairs(String text, Map<String, String> into) {
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty() && !pair.startsWith(ONCE + "=")) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                into.put(decoded(name), decoded(value));
            }
        }
    }

    private static Map<String, JsonNode> object(byte[] bytes) {
        try {
            JsonNode node = Json.MAPPER.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object.properties().stream().collect(Fields.entries());
            }
            String kind = node.getNodeType().name().toLowerCase(Locale.ROOT);
            throw unreadable("a JSON value of type " + kind, "a JSON object");
        } catch (JsonProcessingException e) {
            throw unreadable(where(e), "valid JSON in UTF-8");
        } catch (IOException e) {
            throw unreadable("bytes that are not text", "valid JSON in UTF-8");
        }
    }

    private static String where(JacksonException e) {
        String what = e.getOriginalMessage();
        var at = e.getLocation();
        return at == null
                ? what
                : "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), what);
    }

    /// A body can be read once; a handler whose transaction is repeated gets it again.
    private record Read(byte[] bytes) {}

    static byte[] bytes(ServerRequest request) {
        Optional<Read> before = request.context().get(Read.class);
        if (before.isPresent()) {
            return before.get().bytes();
        }
        byte[] bytes = hasNoBody(request) ? new byte[0] : read(request);
        request.context().register(new Read(bytes));
        return bytes;
    }

    /// Set by the routes that take files.
    private static Optional<Upload.Limits> limits(ServerRequest request) {
        return request.context().get(Upload.Limits.class);
    }

    private static byte[] read(ServerRequest request) {
        int most = limits(request).map(Upload.Limits::bytesMax).orElse(BYTES_MAX);
        long said = request.headers().contentLength().orElse(most);
        if (said > most) {
            throw tooLarge(most);
        }
        var share = request.context().get(UploadMemory.Share.class);
        // Not closed here: that would wait for what a refused sender has still to say.
        InputStream in =
                new SlowBody(
                        request.content().inputStream(),
                        said,
                        System::nanoTime,
                        bytes -> share.ifPresent(held -> held.take(bytes)));
        try {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException | UncheckedIOException | InsufficientDataAvailableException e) {
            throw unreadable("a body that breaks off", "all of it");
        }
    }

    private static boolean hasNoBody(ServerRequest request) {
        return !request.content().hasEntity();
    }

    private static void requireType(ServerRequest request, String expected) {
        String header = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("none");
        String found = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!found.equals(expected) && !hasNoBody(request)) {
            throw Problem.of(
                            415,
                            "unsupported-type",
                            "Unsupported media type",
                            "Content-Type: %s (expected: %s)".formatted(header, expected))
                    .refusal();
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable("a broken % sequence", "a form or query in UTF-8");
        }
    }

    private static Refusal unreadable(String found, String expected) {
        return Problem.invalid("body", found, expected).refusal();
    }

    static Refusal tooLarge(int most) {
        return Problem.of(
                        413,
                        "too-large",
                        "Request too large",
                        "body: more than %d bytes (expected: at most)".formatted(most))
                .refusal();
    }

    /// The version that a client saw, from `If-Match`: 428 without one, 400 for what is none.
    public static long version(ServerRequest request) {
        String tag =
                request.headers()
                        .first(HeaderNames.IF_MATCH)
                        .orElseThrow(() ->
                                Problem.of(
                                                428,
                                                "version-missing",
                                                "If-Match is missing",
                                                "If-Match: nothing (expected: the ETag of"
                                                        + " what you loaded)")
                                        .refusal());
        String digits = tag.strip().replaceFirst("^W/", "").replace("\"", "");
        if (!digits.matches("[0-9]{1,18}")) {
            throw Problem.invalid("If-Match", tag, "the ETag of what you loaded").refusal();
        }
        return Long.parseLong(digits);
    }
}
