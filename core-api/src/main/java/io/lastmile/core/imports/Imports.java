package io.lastmile.core.imports;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The tables of files that were checked. Call it within a unit of work.
final class Imports {
    /// How long a file waits to be committed.
    static final Duration KEPT = Duration.ofDays(1);

    private static final int PIECE_BYTES_MAX = 1024 * 1024;

    private static final String SELECT =
            """
            select id, kind, file_name, file_hash, base_hash, windows, added, changed, same,
                   refused, made, made_by, expires, committed,
                   coalesce(committed_by, '') as committed_by
            from core.import
            """;
    private static final String FIND = SELECT + " where id = :id and kind = :kind";
    private static final String LAST = SELECT + " where kind = :kind order by id desc limit :rows";
    private static final String LOCK = "select id from core.import where id = :id for update";
    private static final String ALONE =
            "select 1 as one from pg_advisory_xact_lock(hashtext('core.import'))";
    private static final String NEXT =
            "select nextval(pg_get_serial_sequence('core.import', 'id')) as id";
    private static final String ADD =
            """
            insert into core.import
                (id, kind, file_name, file_hash, base_hash, windows, added, changed, same, refused,
                 made, made_by, expires)
            values (:id, :kind, :file_name, :file_hash, :base_hash, :windows, :added, :changed,
                    :same, :refused, :now, :by, :expires)
            """;
    private static final String ADD_PIECE =
            """
            insert into core.import_piece (import, part, number, secret)
            values (:id, :part, :number, :secret)
            """;
    private static final String PIECES =
            """
            select number, secret from core.import_piece
            where import = :id and part = :part order by number
            """;
    private static final String COMMITTED =
            "update core.import set committed = :now, committed_by = :by where id = :id";
    private static final String DROP_PIECES = "delete from core.import_piece where import = :id";
    private static final String FORGET =
            "delete from core.import where committed is null and expires < :now";

    /// A file as it is to be kept.
    record File(String kind, String name, byte[] bytes, Decoded.Charsets charsets) {}

    /// One that was kept.
    record Found(Stored stored, byte[] fileHash, byte[] baseHash, Decoded.Charsets charsets) {}

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    Imports(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    long add(File file, Checked checked) {
        long id =
                db.execute()
                        .createGet(NEXT)
                        .execute()
                        .map(row -> new Row(row).number("id"))
                        .orElseThrow();
        db.execute()
                .createInsert(ADD)
                .addParam("id", id)
                .addParam("kind", file.kind())
                .addParam("file_name", file.name())
                .addParam("file_hash", Base.of(file.bytes()))
                .addParam("base_hash", checked.base())
                .addParam("windows", file.charsets() == Decoded.Charsets.WINDOWS_1252)
                .addParam("added", checked.counts().added())
                .addParam("changed", checked.counts().changed())
                .addParam("same", checked.counts().same())
                .addParam("refused", checked.counts().refused())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("expires", now().plus(KEPT))
                .execute();
        seal(id, "file", file.bytes());
        seal(id, "findings", FindingText.written(checked.findings()));
        return id;
    }

    private void seal(long id, String part, byte[] bytes) {
        byte[] packed = packed(bytes);
        for (int from = 0, number = 0; from < packed.length; from += PIECE_BYTES_MAX, number++) {
            byte[] piece =
                    Arrays.copyOfRange(
                            packed, from, Math.min(from + PIECE_BYTES_MAX, packed.length));
            db.execute()
                    .createInsert(ADD_PIECE)
                    .addParam("id", id)
                    .addParam("part", part)
                    .addParam("number", number)
                    .addParam("secret", cipher.seal(purpose(id, part, number), piece))
                    .execute();
        }
    }

    Optional<Found> find(String kind, long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .addParam("kind", kind)
                .execute()
                .map(row -> found(new Row(row)));
    }

    /// The newest of a kind.
    List<Stored> last(String kind, int rows) {
        return db.execute()
                .createQuery(LAST)
                .addParam("kind", kind)
                .addParam("rows", rows)
                .execute()
                .map(row -> found(new Row(row)).stored())
                .toList();
    }

    /// One import is checked for the last time and written at once; the next one waits.
    void alone(long id) {
        db.execute().createGet(ALONE).execute();
        db.execute().createGet(LOCK).addParam("id", id).execute();
    }

    byte[] file(long id) {
        return opened(id, "file");
    }

    List<Finding> findings(long id) {
        return FindingText.read(opened(id, "findings"));
    }

    private byte[] opened(long id, String part) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        db.execute()
                .createQuery(PIECES)
                .addParam("id", id)
                .addParam("part", part)
                .execute()
                .map(Row::new)
                .forEach(row ->
                        packed.writeBytes(
                                cipher.open(
                                        purpose(id, part, row.integer("number")),
                                        row.bytes("secret"))));
        return packed.size() == 0 ? new byte[0] : unpacked(packed.toByteArray());
    }

    void committed(long id) {
        db.execute()
                .createUpdate(COMMITTED)
                .addParam("id", id)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
        db.execute().createDelete(DROP_PIECES).addParam("id", id).execute();
    }

    long forget() {
        return db.execute().createDelete(FORGET).addParam("now", now()).execute();
    }

    private static Found found(Row row) {
        byte[] file = row.bytes("file_hash");
        byte[] base = row.bytes("base_hash");
        Base both = new Base();
        both.add(HexFormat.of().formatHex(file), HexFormat.of().formatHex(base));
        Stored stored =
                new Stored(
                        row.number("id"),
                        row.text("kind"),
                        row.text("file_name"),
                        HexFormat.of().formatHex(both.hash()),
                        new Stored.Counts(
                                row.integer("added"),
                                row.integer("changed"),
                                row.integer("same"),
                                row.integer("refused")),
                        row.time("made"),
                        row.text("made_by"),
                        row.time("expires"),
                        row.optionalTime("committed"),
                        row.text("committed_by"));
        return new Found(
                stored,
                file,
                base,
                row.flag("windows") ? Decoded.Charsets.WINDOWS_1252 : Decoded.Charsets.UNICODE);
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return zip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    private static Purpose purpose(long id, String part, int number) {
        return new Purpose("import/" + id + "/" + part + "/" + number);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
