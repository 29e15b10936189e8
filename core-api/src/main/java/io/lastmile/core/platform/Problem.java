package io.lastmile.core.platform;

import java.util.List;
import java.util.stream.Collectors;

/// An answer that is not what the client hoped for (RFC 9457). `type` is a path below `/problems/`
/// that never changes its meaning; the request's id is added as `instance` when it is sent.
public record Problem(String type, String title, int status, String detail, List<Fault> faults) {
    public Problem {
        faults = List.copyOf(faults);
    }

    public static Problem of(int status, String type, String title, String detail) {
        return new Problem("/problems/" + type, title, status, detail, List.of());
    }

    /// 400: fields of the request are not what was expected.
    public static Problem invalid(List<Fault> faults) {
        return withFaults(400, "invalid", "The request has faults", faults);
    }

    public static Problem invalid(String field, String found, String expected) {
        return invalid(List.of(new Fault(field, found, expected)));
    }

    /// 404: what the path names does not exist.
    public static Problem notFound(String what, Object id) {
        String detail = "%s: %s (expected: one that exists)".formatted(what, id);
        return of(404, "not-found", "Not found", detail);
    }

    /// 409: another thing is in the way.
    public static Problem conflict(Fault... faults) {
        return withFaults(409, "conflict", "Conflict", List.of(faults));
    }

    /// 412: it was changed since the client read it.
    public static Problem stale(long versionNow) {
        return of(
                412,
                "stale",
                "Somebody changed it meanwhile",
                "version now: %d. Load it again, then repeat your change.".formatted(versionNow));
    }

    public Refusal refusal() {
        return new Refusal(this);
    }

    private static Problem withFaults(int status, String type, String title, List<Fault> faults) {
        String detail = faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        return new Problem("/problems/" + type, title, status, detail, faults);
    }
}
