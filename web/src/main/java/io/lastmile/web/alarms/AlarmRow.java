package io.lastmile.web.alarms;

/// An alarm in the reader's words, ready to be shown.
public record AlarmRow(String severity, String title, String detail, String sinceIso, String age) {
    public String icon() {
        return switch (severity) {
            case "critical" -> "circle-alert";
            case "warning" -> "triangle-alert";
            default -> "circle-help";
        };
    }

    public String colour() {
        return switch (severity) {
            case "critical" -> "crit";
            case "warning" -> "warn";
            default -> "unknown";
        };
    }
}
