package io.lastmile.core.notifications;

/// What a channel carries: to a mobile (`+880...`) or an e-mail address. Of a `secret` one no
/// answer may be kept that could repeat it.
record Parcel(long id, String address, String recipient, Wording wording, boolean secret) {}
