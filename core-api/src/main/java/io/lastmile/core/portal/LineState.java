package io.lastmile.core.portal;

/// How a customer's line is, as far as anybody can honestly say.
public enum LineState {
    ONLINE,
    OFFLINE,
    /// The equipment that the line is on does not answer us: that is no proof of anything.
    UNKNOWN,
    /// We have switched it off: the open holds say why.
    SUSPENDED,
    /// No router has ever reported it.
    NEVER
}
