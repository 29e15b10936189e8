package io.lastmile.deploy.bench;

import io.lastmile.core.customers.CustomerBook;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.platform.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// So many customers, each with a line that is online, entered in bulk by the rooms' stores. The
/// same ones each time.
record PeopleSeed(BackOffice office, int people) {
    static final List<String> GIVEN =
            List.of("Abdul", "Farhana", "Habib", "Imran", "Kamal", "Nasrin", "Rahima", "Tanvir");
    static final List<String> GIVEN_BN =
            List.of("আব্দুল", "ফারহানা", "হাবিব", "ইমরান", "কামাল", "নাসরিন", "রহিমা", "তানভীর");
    static final List<String> FAMILY =
            List.of("Ahmed", "Akter", "Chowdhury", "Hossain", "Islam", "Khan", "Rahman", "Sarkar");

    private static final int LISTENERS_SECONDS_MAX = 600;

    /// Seconds that the customers and their lines took.
    double settle() throws SQLException, InterruptedException {
        long start = System.nanoTime();
        Random dice = new Random(42);
        for (int from = 0; from < people; from += CustomerBook.ROWS_MAX) {
            int first = from;
            int size = Math.min(CustomerBook.ROWS_MAX, people - from);
            office.within(() -> settle(first, size, dice));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        sessions();
        awaitListeners();
        office.sql(
                "vacuum analyze core.customer",
                "vacuum analyze core.line",
                "analyze telemetry.line",
                "analyze telemetry.session");
        return seconds;
    }

    /// Each new line is settled by who heard of it: that work must not be in the figures of others.
    private void awaitListeners() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTENERS_SECONDS_MAX);
        while (office.within(this::settledLines) < people) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "settled: "
                                + office.within(this::settledLines)
                                + " (expected: "
                                + people
                                + ")");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private int settledLines() {
        return office.core()
                .database()
                .client()
                .execute()
                .createGet("select count(*) as lines from core.line_sync")
                .execute()
                .map(row -> new Row(row).integer("lines"))
                .orElseThrow();
    }

    private Integer settle(int first, int size, Random dice) {
        List<CustomerDraft> drafts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            drafts.add(draft(first + i, dice));
        }
        List<Integer> ids = office.core().customers().parts().book().settle(drafts);
        List<LineDraft> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add(line(first + i, ids.get(i)));
        }
        office.core().lines().stores().book().settle(lines);
        return size;
    }

    private static LineDraft line(int number, int customer) {
        return new LineDraft(
                0,
                SourceName.PPP,
                "user%06d".formatted(number),
                "",
                "",
                "",
                20_000_000,
                customer,
                0);
    }

    private static CustomerDraft draft(int number, Random dice) {
        int given = dice.nextInt(GIVEN.size());
        var person =
                new Person(
                        GIVEN.get(given) + " " + FAMILY.get(number % FAMILY.size()) + " " + number,
                        GIVEN_BN.get(given) + " " + number,
                        mobile(number),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "",
                        "",
                        "");
        var place =
                new Place(
                        dice.nextInt(3) == 0 ? "gazipur" : "dhaka",
                        "Upazila " + dice.nextInt(200),
                        "Ward " + dice.nextInt(40),
                        "House %d, Road %d".formatted(dice.nextInt(300), dice.nextInt(90)),
                        "1216",
                        Optional.empty());
        return new CustomerDraft(person, place, List.of(), 0);
    }

    /// Of customer `number`, counted from 0.
    static String mobile(int number) {
        return "+8801%d%08d".formatted(3 + number % 7, number);
    }

    /// Each line is online, with an address and a MAC of its own.
    private void sessions() throws SQLException {
        office.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                select 1, 1, convert_to('user' || lpad(n::text, 6, '0'), 'UTF8'),
                       'user' || lpad(n::text, 6, '0'), now()
                from generate_series(0, %d) as n
                """
                        .formatted(people - 1),
                """
                insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,
                    started, checkpoint_batch, checkpoint_time, if_name, address, caller_id)
                select id, 1, 0, 1, 4, id, now(), 1, now(), raw_name,
                       concat_ws('.', 10, n / 65536, n / 256 % 256, n % 256),
                       upper(regexp_replace(lpad(to_hex(n), 12, '0'), '(..)(?!$)', '\\1:', 'g'))
                from (select id, raw_name, right(name, 6)::int as n from telemetry.line) as l
                """);
    }
}
