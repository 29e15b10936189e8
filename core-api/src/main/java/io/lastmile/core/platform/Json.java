package io.lastmile.core.platform;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;

/// JSON of the API: records by their components, an Instant as milliseconds since 1970, a date, a
/// month or an hour as ISO-8601 text, an empty Optional as null.
public final class Json {
    private static final JsonFormat.Value AS_TEXT =
            JsonFormat.Value.forShape(JsonFormat.Shape.STRING);

    /// Shared with whoever renders the same values elsewhere (the pages' first data).
    public static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModules(
                            new Jdk8Module(),
                            new JavaTimeModule(),
                            new SimpleModule().addSerializer(new EnumNames()))
                    .enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .withConfigOverride(LocalDate.class, date -> date.setFormat(AS_TEXT))
                    .withConfigOverride(LocalTime.class, time -> time.setFormat(AS_TEXT))
                    .withConfigOverride(YearMonth.class, month -> month.setFormat(AS_TEXT))
                    .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private Json() {}

    /// Answers with `value` and whatever status the response has.
    public static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(bytes(value));
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("json of " + value.getClass(), e);
        }
    }
}
