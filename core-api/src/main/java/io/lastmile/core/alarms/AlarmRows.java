package io.lastmile.core.alarms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes an alarm out of its row and its texts.
record AlarmRows(AlarmTexts texts) {
    Alarm alarm(Row row) {
        String kind = row.text("kind");
        Optional<String> router = row.optionalText("router_name");
        Map<String, String> facts = new HashMap<>(evidence(row.text("evidence")));
        facts.put("kind", kind);
        facts.put("affected", row.text("affected"));
        router.ifPresent(name -> facts.put("router", name));
        row.optionalText("name").ifPresent(name -> facts.put("name", name));
        return new Alarm(
                row.number("id"),
                kind,
                row.text("severity"),
                Alarm.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.optionalInteger("router"),
                router,
                row.optionalText("name"),
                row.optionalNumber("parent"),
                row.integer("children"),
                row.integer("affected"),
                row.text("owner"),
                row.time("since"),
                row.optionalTime("until"),
                texts.title(kind, facts),
                texts.detail(kind, facts));
    }

    /// A flat object; whatever its values are, they are shown as text.
    private static Map<String, String> evidence(String json) {
        try {
            Map<String, Object> all =
                    Json.MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
            Map<String, String> texts = new HashMap<>();
            all.forEach((key, value) -> texts.put(key, String.valueOf(value)));
            return texts;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
