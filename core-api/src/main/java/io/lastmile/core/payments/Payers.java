package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Row;
import java.util.Locale;
import java.util.Optional;

/// Who somebody means by what stands on a paper. Call it within a unit of work.
public final class Payers {
    private static final String BY_NUMBER = "select id from core.customer where number = :number";

    private final DbClient db;

    Payers(DbClient db) {
        this.db = db;
    }

    /// By a customer's number, `C100017`, or only its figures, in either script.
    public Optional<Integer> numbered(String typed) {
        String plain = PlainText.latinDigits(typed).strip().toUpperCase(Locale.ROOT);
        return db.execute()
                .createGet(BY_NUMBER)
                .addParam("number", plain.matches("[0-9]+") ? "C" + plain : plain)
                .execute()
                .map(row -> new Row(row).integer("id"));
    }
}
