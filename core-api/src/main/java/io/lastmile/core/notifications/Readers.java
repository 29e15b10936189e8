package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of what readers wish. Call it within a unit of work.
public final class Readers {
    private static final String FIND =
            """
            select language, array_to_string(wanted, ' ') as wanted,
                   array_to_string(unwanted, ' ') as unwanted, version
            from core.message_reader
            where account = nullif(:account, 0) or customer = nullif(:customer, 0)
            """;

    private static final String ADD =
            """
            insert into core.message_reader
                (account, customer, language, wanted, unwanted, changed)
            values (nullif(:account, 0), nullif(:customer, 0), :language,
                    coalesce(string_to_array(nullif(:wanted, ''), ' '), '{}'),
                    coalesce(string_to_array(nullif(:unwanted, ''), ' '), '{}'), :now)
            on conflict do nothing
            """;

    private static final String CHANGE =
            """
            update core.message_reader
            set language = :language, version = version + 1, changed = :now,
                wanted = coalesce(string_to_array(nullif(:wanted, ''), ' '), '{}'),
                unwanted = coalesce(string_to_array(nullif(:unwanted, ''), ' '), '{}')
            where account = nullif(:account, 0) or customer = nullif(:customer, 0)
            """;

    private static final String FORGET =
            "delete from core.message_reader where customer = :customer";

    /// Whose wishes: an account's or a customer's; the other is 0.
    public record Who(int account, int customer) {
        public static Who account(int id) {
            return new Who(id, 0);
        }

        public static Who customer(int id) {
            return new Who(0, id);
        }

        String language() {
            return customer > 0 ? "bn" : "en";
        }
    }

    private final DbClient db;
    private final Clock clock;

    Readers(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// What they wish; who never said a word reads Bangla as a customer, English as staff.
    public Wishes wishes(Who who) {
        return db.execute()
                .createGet(FIND)
                .addParam("account", who.account())
                .addParam("customer", who.customer())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Wishes(
                                row.text("language"),
                                words(row.text("wanted")),
                                words(row.text("unwanted"))))
                .orElse(new Wishes(who.language(), Set.of(), Set.of()));
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ")).filter(w -> !w.isEmpty()).collect(Collectors.toSet());
    }

    void save(Who who, Wishes wishes) {
        if (write(CHANGE, who, wishes) == 0) {
            write(ADD, who, wishes);
        }
    }

    void forget(int customer) {
        db.execute().createDelete(FORGET).addParam("customer", customer).execute();
    }

    private long write(String sql, Who who, Wishes wishes) {
        return db.execute()
                .createUpdate(sql)
                .addParam("account", who.account())
                .addParam("customer", who.customer())
                .addParam("language", wishes.language())
                .addParam("wanted", joined(wishes.wanted()))
                .addParam("unwanted", joined(wishes.unwanted()))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static String joined(Set<String> words) {
        return String.join(" ", List.copyOf(words).stream().sorted().toList());
    }
}
