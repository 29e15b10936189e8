package io.lastmile.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.lastmile.core.platform.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `/openapi.json`, asked what it promises. Objects may have no field that it does not name.
final class Document {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final JsonNode root;
    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    Document(JsonNode root) {
        this.root = root.deepCopy();
        close(this.root);
    }

    /// A schema that lists an object's fields lists all of them.
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")
                && !object.has("allOf")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Document::close);
    }

    /// `GET /api/lines/{}` and so on: parameters have no name here.
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        paths().forEach(path ->
                root.path("paths")
                        .path(path)
                        .fieldNames()
                        .forEachRemaining(method -> {
                            if (METHODS.contains(method)) {
                                operations.add(operation(method, path));
                            }
                        }));
        return operations;
    }

    static String operation(String method, String path) {
        return method.toUpperCase(java.util.Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    List<String> paths() {
        return root.path("paths").propertyStream().map(java.util.Map.Entry::getKey).toList();
    }

    boolean has(String method, String path) {
        return root.path("paths").path(path).has(method);
    }

    /// The statuses that an operation may answer with.
    Set<String> statuses(String method, String path) {
        Set<String> statuses = new TreeSet<>();
        root.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .fieldNames()
                .forEachRemaining(statuses::add);
        return statuses;
    }

    /// The content types of one answer.
    Set<String> types(String method, String path, int status) {
        Set<String> types = new TreeSet<>();
        root.at(content(method, path, status)).fieldNames().forEachRemaining(types::add);
        return types;
    }

    /// What an answer has that its schema forbids, or lacks that it demands.
    Set<ValidationMessage> faults(String method, String path, int status, String type, String body)
            throws java.io.IOException {
        ObjectNode schema = root.deepCopy();
        schema.put("$ref", "#" + content(method, path, status) + "/" + escaped(type) + "/schema");
        JsonSchema validator = factory.getSchema(schema, SchemaValidatorsConfig.builder().build());
        return validator.validate(Json.MAPPER.readTree(body));
    }

    private String content(String method, String path, int status) {
        String response = "/paths/" + escaped(path) + "/" + method + "/responses/" + status;
        String elsewhere = root.at(response).path("$ref").asText("");
        return (elsewhere.isEmpty() ? response : elsewhere.substring(1)) + "/content";
    }

    /// JSON pointer (RFC 6901).
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
