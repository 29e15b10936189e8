package io.lastmile.core.plans;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.platform.Json;
import java.util.ArrayList;
import java.util.List;

/// One field of the terms that differs between two versions, as JSON has it.
public record Change(String field, JsonNode before, JsonNode after) {
    public static List<Change> between(Terms before, Terms after) {
        JsonNode left = Json.MAPPER.valueToTree(before);
        JsonNode right = Json.MAPPER.valueToTree(after);
        List<Change> changes = new ArrayList<>();
        right.fieldNames()
                .forEachRemaining(name -> {
                    if (!right.path(name).equals(left.path(name))) {
                        changes.add(new Change(name, left.path(name), right.path(name)));
                    }
                });
        return changes;
    }
}
