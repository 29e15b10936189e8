package io.lastmile.core.notifications;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lastmile.core.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/// The texts that came with the program: `cause.channel.subject` and `cause.channel.body`.
final class FactoryTexts {
    static final String RESOURCES = "/notifications/";

    private final Map<String, Map<String, String>> texts =
            Map.of("en", load("en"), "bn", load("bn"));

    Wording of(Cause cause, Channel channel, String language) {
        Map<String, String> words = texts.getOrDefault(language, Map.of());
        String key = cause.word() + "." + channel.word();
        String subject = channel.hasSubject() ? need(words, key + ".subject") : "";
        return new Wording(subject, need(words, key + ".body"));
    }

    private static String need(Map<String, String> words, String key) {
        return Objects.requireNonNull(words.get(key), key);
    }

    private static Map<String, String> load(String language) {
        String path = RESOURCES + language + ".json";
        try (InputStream in = FactoryTexts.class.getResourceAsStream(path)) {
            return Json.MAPPER.readValue(
                    Objects.requireNonNull(in, path), new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
