package io.lastmile.core.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A form with files (RFC 7578): what was typed and what was chosen. Only a route that was hung by
/// `Routes.upload` takes one, within that route's limits; all of it is in memory while the request
/// runs.
public final class Upload {
    /// The longest body that any route takes: a table of 50,000 customers and some more.
    public static final int BYTES_MAX = 40 * 1024 * 1024;

    static final String TYPE = "multipart/form-data";
    private static final int FIELDS_MAX = 60;

    /// How much a route takes: so many files of at most so many bytes each, besides at most 60
    /// fields of together 64 KB.
    public record Limits(int filesMax, int fileBytesMax) {
        public Limits {
            if (filesMax < 1
                    || fileBytesMax < 1
                    || (long) filesMax * fileBytesMax + Body.BYTES_MAX > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "limits: %d files of %d bytes (expected: together at most %d bytes)"
                                .formatted(filesMax, fileBytesMax, BYTES_MAX));
            }
        }

        int bytesMax() {
            return filesMax * fileBytesMax + Body.BYTES_MAX;
        }

        int partsMax() {
            return filesMax + FIELDS_MAX;
        }
    }

    /// A file as it came. Name and type are the sender's words: shown perhaps, never trusted.
    public record File(String field, String name, String type, byte[] bytes) {}

    /// What came of drawing a file.
    private sealed interface Drawn {
        record Done(Picture picture) implements Drawn {}

        record Refused(Refusal refusal) implements Drawn {}
    }

    private final Map<String, String> typed;
    private final List<File> files;
    private final Optional<Refusal> excess;
    private final Map<File, Drawn> drawn = new IdentityHashMap<>();

    private Upload(Map<String, String> typed, List<File> files, Optional<Refusal> excess) {
        this.typed = typed;
        this.files = List.copyOf(files);
        this.excess = excess;
    }

    /// Reads it once per request: 415 for another type, 413 for too much, 400 for a broken one.
    /// What was typed beside files that are too large or too many is still there to be shown; the
    /// files and `fields` then refuse with 413.
    public static Upload of(ServerRequest request) {
        Optional<Upload> before = request.context().get(Upload.class);
        if (before.isPresent()) {
            return before.get();
        }
        Limits limits =
                request.context()
                        .get(Limits.class)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "no limits (expected: a route of Routes.upload)"));
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("none");
        Upload upload = read(Body.bytes(request), type, limits);
        request.context().register(upload);
        return upload;
    }

    static Upload read(byte[] body, String contentType, Limits limits) {
        Map<String, String> typed = new LinkedHashMap<>();
        List<File> files = new ArrayList<>();
        List<Refusal> excess = new ArrayList<>();
        for (Multipart.Part part : Multipart.parts(body, contentType, limits.partsMax())) {
            if (part.fileName().isEmpty()) {
                typed.put(part.name(), part.text());
            } else if (!part.fileName().get().isEmpty() || part.length() > 0) {
                file(part, limits, excess).ifPresent(files::add);
            }
        }
        int fieldBytes = typed.values().stream().mapToInt(String::length).sum();
        if (files.size() > limits.filesMax()) {
            excess.add(tooMany("files", files.size(), limits.filesMax()));
        }
        if (fieldBytes > Body.BYTES_MAX) {
            throw tooMany("characters in fields", fieldBytes, Body.BYTES_MAX);
        }
        boolean whole = excess.isEmpty();
        return new Upload(typed, whole ? files : List.of(), excess.stream().findFirst());
    }

    private static Optional<File> file(Multipart.Part part, Limits limits, List<Refusal> excess) {
        if (part.length() > limits.fileBytesMax()) {
            excess.add(tooMany("bytes in " + part.name(), part.length(), limits.fileBytesMax()));
            return Optional.empty();
        }
        return Optional.of(new File(part.name(), part.shortFileName(), part.type(), part.bytes()));
    }

    private void needWhole() {
        if (excess.isPresent()) {
            throw excess.get();
        }
    }

    /// What was typed, for a page that shows the form again.
    public Map<String, String> typed() {
        Map<String, String> shown = new LinkedHashMap<>(typed);
        shown.remove(Body.ONCE);
        return shown;
    }

    /// The same to be read field by field; empty ones are absent.
    public Fields fields() {
        needWhole();
        Map<String, JsonNode> values = new HashMap<>();
        typed().forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
        return Fields.ofText(values);
    }

    Optional<String> once() {
        return Optional.ofNullable(typed.get(Body.ONCE)).filter(key -> !key.isEmpty());
    }

    /// The files of a field, in their order; a field where nothing was chosen has none.
    public List<File> files(String field) {
        needWhole();
        return files.stream().filter(file -> file.field().equals(field)).toList();
    }

    public Optional<File> file(String field) {
        return files(field).stream().findFirst();
    }

    /// The file of a field, or a refusal that says that there is none.
    public File needFile(String field) {
        return file(field).orElseThrow(() -> Problem.invalid(field, "nothing", "a file").refusal());
    }

    /// Draws the pictures of a field, before any unit of work begins; none after a refused one.
    void draw(String field) {
        for (File file : excess.isPresent() ? List.<File>of() : files(field)) {
            try {
                drawn.put(file, new Drawn.Done(Picture.of(field, file.bytes())));
            } catch (Refusal refusal) {
                drawn.put(file, new Drawn.Refused(refusal));
                return;
            }
        }
    }

    /// A file of the route's picture field as it was drawn anew, or the refusal of it.
    public Picture picture(File file) {
        return switch (drawn.get(file)) {
            case Drawn.Done done -> done.picture();
            case Drawn.Refused refused -> throw refused.refusal();
            case null ->
                    throw new IllegalStateException(
                            file.field() + ": not drawn (expected: a route of Routes.pictures)");
        };
    }

    static Refusal tooMany(String what, long found, long most) {
        return Problem.of(
                        413,
                        "too-large",
                        "Request too large",
                        "%s: %d (expected: at most %d)".formatted(what, found, most))
                .refusal();
    }
}
