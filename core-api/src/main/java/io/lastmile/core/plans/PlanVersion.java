package io.lastmile.core.plans;

import java.time.Instant;

/// One decision about a plan: who made it, when and why, and from when on it holds.
public record PlanVersion(
        int number, Instant effective, Instant made, String madeBy, String why, Terms terms) {}
