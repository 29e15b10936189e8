package io.lastmile.collector.simulator;

/// A row of `/ppp/secret`; text is raw bytes as Latin-1. Guarded by its router's lock.
final class PppSecret {
    private final long id;
    private String name;
    private String password;
    private String profile;
    private String comment;
    private String service = "pppoe";
    private String remoteAddress = "";
    private boolean disabled;
    private boolean removed;
    private long revision;
    private long loggedOut = Long.MIN_VALUE;

    PppSecret(long id, String name, String password, String profile) {
        this.id = id;
        this.name = name;
        this.password = password;
        this.profile = profile;
        this.comment = "";
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String password() {
        return password;
    }

    String profile() {
        return profile;
    }

    String comment() {
        return comment;
    }

    String service() {
        return service;
    }

    /// Nobody dials in with a removed secret either.
    boolean disabled() {
        return disabled || removed;
    }

    boolean removed() {
        return removed;
    }

    void remove() {
        removed = true;
    }

    long revision() {
        return revision;
    }

    /// When the last session ended, or `Long.MIN_VALUE` before the first end.
    long loggedOut() {
        return loggedOut;
    }

    void name(String value) {
        name = value;
        revision++;
    }

    void password(String value) {
        password = value;
        revision++;
    }

    void profile(String value) {
        profile = value;
        revision++;
    }

    void comment(String value) {
        comment = value;
        revision++;
    }

    /// The address that its sessions get, empty for one of the pool.
    String remoteAddress() {
        return remoteAddress;
    }

    void remoteAddress(String value) {
        remoteAddress = value;
        revision++;
    }

    void service(String value) {
        service = value;
        revision++;
    }

    void disabled(boolean value) {
        disabled = value;
        revision++;
    }

    void loggedOut(long millis) {
        loggedOut = millis;
    }
}
