package io.lastmile.web.imports;

import io.lastmile.core.imports.Finding;
import io.lastmile.core.imports.Stored;
import io.lastmile.core.platform.Fields;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Files in the reader's words.
final class FileWords {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm", Locale.ROOT);

    private final Texts texts;

    FileWords(Texts texts) {
        this.texts = texts;
    }

    FileView file(Stored file, Instant now) {
        String state = state(file, now);
        String says =
                file.committed().isPresent()
                        ? by("file.says.committed", file.committed().get(), file.committedBy())
                        : texts.of("file.says." + state);
        Stored.Counts counts = file.counts();
        return new FileView(
                file.id(),
                file.fileName(),
                file.hash(),
                by("customer.added", file.made(), file.madeBy()),
                state,
                says,
                List.of(
                        count("added", counts.added()),
                        count("changed", counts.changed()),
                        count("same", counts.same()),
                        count("refused", counts.refused())));
    }

    private static String state(Stored file, Instant now) {
        if (file.committed().isPresent()) {
            return "committed";
        } else if (file.expires().isBefore(now)) {
            return "expired";
        } else if (file.counts().refused() > 0) {
            return "refused";
        }
        return file.good() ? "waits" : "same";
    }

    private FileView.Count count(String name, int rows) {
        return new FileView.Count(texts.of("file.count." + name), texts.format().number(rows));
    }

    FileView.Row row(Finding finding) {
        return new FileView.Row(
                finding.row() == 0 ? "" : texts.format().number(finding.row()),
                finding.column(),
                finding.found(),
                finding.expected(),
                Fields.nameOf(finding.weight()));
    }

    String more(int found, int shown) {
        return found <= shown
                ? ""
                : texts.of(
                        "file.more",
                        "shown",
                        texts.format().number(shown),
                        "found",
                        texts.format().number(found));
    }

    private String by(String key, Instant time, String by) {
        String moment = texts.format().digits(MOMENT.format(time.atZone(DHAKA)));
        return texts.of(key, "time", moment, "by", by);
    }
}
