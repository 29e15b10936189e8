package io.lastmile.collector.simulator;

/// Who may log in. Without `write` only prints and listens are permitted.
public record Account(String name, String password, boolean write) {
    @Override
    public String toString() {
        return "account " + name;
    }
}
