package io.lastmile.core.network;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a line should have and how far its router is: `state` is applied, pending, failed or
/// unmanaged. `actual` is what the router had where that differed; `kicks` if a session still has
/// to go. `since` is when it last was in step.
public record LineDrift(
        Intent wanted,
        Optional<Integer> customer,
        String routerName,
        String state,
        int applied,
        Instant since,
        int attempts,
        Optional<Instant> retryAt,
        Optional<Instant> checked,
        String lastError,
        Map<String, String> actual,
        boolean kicks,
        @JsonIgnore long micros) {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    static LineDrift of(Row row) {
        return new LineDrift(
                Intent.of(row),
                row.optionalInteger("customer"),
                row.text("router_name"),
                row.text("state"),
                row.integer("applied"),
                row.time("since"),
                row.integer("attempts"),
                row.optionalTime("retry_at"),
                row.optionalTime("checked"),
                row.text("last_error"),
                texts(row.text("actual")),
                row.flag("kicks"),
                row.number("micros"));
    }

    private static Map<String, String> texts(String json) {
        try {
            return Json.MAPPER.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("actual: " + json + " (expected: texts)", e);
        }
    }
}
