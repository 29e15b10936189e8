package io.lastmile.core.imports;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Upload;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;

/// Takes files in, holds them against what is there, commits them and hands files out, for routes
/// and pages alike.
public final class ImportDesk {
    /// 100,000 rows and some.
    private static final int FILE_BYTES_MAX = 38 * 1024 * 1024;

    public static final Upload.Limits LIMITS = new Upload.Limits(1, FILE_BYTES_MAX);

    /// What a page or an answer shows; all of it is in the list to download.
    static final int SHOWN_MAX = 1_000;

    private static final int LAST_MAX = 20;

    /// A file's report; `findings` are the first ones, what refuses before what was mended.
    public record Report(Stored file, int found, List<Finding> findings) {}

    private final Database database;
    private final Imports imports;
    private final MeterRegistry meters;

    ImportDesk(Database database, Imports imports, MeterRegistry meters) {
        this.database = database;
        this.imports = imports;
        this.meters = meters;
    }

    /// Checks an uploaded file and keeps it with its report; writes nothing else.
    long take(Sheet sheet, Upload upload) {
        Fields fields = upload.fields();
        var charsets = fields.choice("charset", Decoded.Charsets.UNICODE);
        fields.done();
        Upload.File sent = upload.needFile("file");
        var file = new Imports.File(sheet.word(), sent.name(), sent.bytes(), charsets);
        long id = database.transact(() -> imports.add(file, check(sheet, file)));
        count(sheet, "checked");
        return id;
    }

    private static Checked check(Sheet sheet, Imports.File file) {
        Findings findings = new Findings();
        Table table = new Table(List.of());
        switch (Decoded.of(file.bytes(), file.charsets())) {
            case Decoded.Broken(Finding finding) -> findings.add(finding);
            case Decoded.Text(String text, _) ->
                    table = new TableReader(sheet.columns(), findings).read(text);
        }
        if (table.lines().isEmpty() && findings.refused() == 0) {
            findings.add(Finding.refused(1, "", "no rows", "a header and rows below it"));
        }
        return sheet.check(table, findings, file.name());
    }

    /// Writes what the report said, all of it or nothing: refused if it says something else by now,
    /// if a row was refused or if it is done already.
    void commit(Sheet sheet, long id, String hash) {
        database.transact(() -> {
            imports.alone(id);
            Imports.Found found = need(sheet, id);
            requireGood(found.stored(), hash);
            byte[] bytes = imports.file(id);
            if (bytes.length == 0) {
                throw Problem.notFound("import", id).refusal();
            }
            var file =
                    new Imports.File(
                            sheet.word(), found.stored().fileName(), bytes, found.charsets());
            Checked again = check(sheet, file);
            boolean same =
                    MessageDigest.isEqual(Base.of(bytes), found.fileHash())
                            && MessageDigest.isEqual(again.base(), found.baseHash())
                            && again.counts().equals(found.stored().counts());
            if (!same) {
                throw conflict("what is there changed since the report", "the file checked again");
            }
            again.work().run();
            imports.committed(id);
            return id;
        });
        count(sheet, "committed");
    }

    private static void requireGood(Stored stored, String hash) {
        if (stored.committed().isPresent()) {
            throw conflict("a file that is committed", "one that is not");
        } else if (stored.counts().refused() > 0) {
            throw conflict(stored.counts().refused() + " refused rows", "none: all or nothing");
        } else if (!stored.hash().equals(hash)) {
            throw conflict("another report", "the hash of the report that you saw");
        }
    }

    private static RuntimeException conflict(String found, String expected) {
        return Problem.conflict(new Fault("file", found, expected)).refusal();
    }

    Report report(Sheet sheet, long id) {
        return database.read(() -> {
            Stored stored = need(sheet, id).stored();
            List<Finding> all = imports.findings(id);
            return new Report(stored, all.size(), all.stream().limit(SHOWN_MAX).toList());
        });
    }

    /// All that was found, as a file.
    void findings(Sheet sheet, long id, ServerResponse response) {
        List<Finding> all = database.read(() -> imports.findings(need(sheet, id).stored().id()));
        csv(response, sheet.word() + "-" + id + "-findings.csv");
        response.send(FindingText.csv(all));
    }

    /// The newest files of a kind.
    List<Stored> last(Sheet sheet) {
        return database.read(() -> imports.last(sheet.word(), LAST_MAX));
    }

    private Imports.Found need(Sheet sheet, long id) {
        return imports.find(sheet.word(), id)
                .orElseThrow(() -> Problem.notFound("import", id).refusal());
    }

    /// Everything of a kind, page by page: what is in memory does not grow with the table.
    void export(Sheet sheet, ServerResponse response) {
        csv(response, sheet.word() + ".csv");
        CsvText text = new CsvText();
        text.line(
                sheet.columns().stream()
                        .filter(Column::written)
                        .map(Column::header)
                        .toArray(String[]::new));
        try (OutputStream out = response.outputStream()) {
            sheet.export(page -> {
                page.forEach(text::line);
                write(out, text::taken);
            });
            write(out, text::taken);
        } catch (IOException e) {
            throw new UncheckedIOException("export of " + sheet.word(), e);
        }
        count(sheet, "exported");
    }

    private static void write(OutputStream out, Supplier<String> text) {
        try {
            out.write(text.get().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("whoever asked went away", e);
        }
    }

    private static void csv(ServerResponse response, String name) {
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8");
        response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }

    private void count(Sheet sheet, String what) {
        meters.counter("lastmile.core.imports", "kind", sheet.word(), "what", what).increment();
    }
}
