package io.lastmile.core.dunning;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/// A time in which a service was off for want of money: the verdicts that began and ended it as
/// they were, and the run that a person confirmed.
public record Nonpay(
        long id,
        Dossier.Who who,
        Instant since,
        JsonNode verdict,
        Optional<Long> run,
        Optional<Instant> lifted,
        Optional<JsonNode> liftedWhy) {}
