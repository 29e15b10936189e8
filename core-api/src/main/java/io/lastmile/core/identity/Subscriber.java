package io.lastmile.core.identity;

/// A customer behind a mobile number, as they know themselves: `label` tells two of one number
/// apart (name and address, never the PPPoE id).
public record Subscriber(int customer, String label) {}
