package io.lastmile.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/// One write, or one read that leaves a trace: who did it, when, from where, before and after.
public record AuditRow(
        long id,
        Instant time,
        String login,
        String role,
        String address,
        String relation,
        String row,
        String action,
        Optional<JsonNode> before,
        Optional<JsonNode> after) {}
