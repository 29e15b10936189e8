package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Search as you type, over customers and the lines that are nobody's: by name in both scripts,
/// telephone, number, PPPoE id, address, and MAC or IP of a live session.
public final class Search {
    public static final int LENGTH_MAX = 100;
    public static final int HITS_MAX = 50;

    private static final String FIND =
            """
            select coalesce(hit.customer, 0) as customer, coalesce(hit.line, 0) as line, hit.via,
                   coalesce(line.name, '') as line_name, coalesce(line.label, '') as label
            from core.search_people(:q, :hits) as hit
            left join core.line on line.id = hit.line
            order by hit.rank, hit.customer, hit.line
            """;

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /// `via` is `number`, `mobile`, `line`, `name`, `text` or `session`. Without a customer it is a
    /// line that is nobody's.
    public record Hit(
            Optional<Customer> customer,
            Optional<Integer> line,
            String lineName,
            String label,
            String via) {}

    private record Found(int customer, int line, String via, String lineName, String label) {}

    private final DbClient db;
    private final Customers customers;

    Search(DbClient db, Customers customers) {
        this.db = db;
        this.customers = customers;
    }

    /// The best `hits`, best first; nothing for nothing.
    public List<Hit> find(String q, int hits) {
        if (spelling(q).isEmpty()) {
            return List.of();
        }
        List<Found> found =
                db.execute()
                        .createQuery(FIND)
                        .addParam("q", spelling(q))
                        .addParam("hits", hits)
                        .execute()
                        .map(Row::new)
                        .map(Search::found)
                        .toList();
        Map<Integer, Customer> people = new HashMap<>();
        customers
                .find(found.stream().map(Found::customer).filter(id -> id != 0).toList())
                .forEach(customer -> people.put(customer.id(), customer));
        return found.stream().map(hit -> hit(hit, people)).toList();
    }

    /// As names and numbers are kept.
    private static String spelling(String q) {
        String plain = INVISIBLE.matcher(PlainText.normal(q)).replaceAll("");
        return PlainText.latinDigits(plain).strip();
    }

    private static Found found(Row row) {
        return new Found(
                row.integer("customer"),
                row.integer("line"),
                row.text("via"),
                row.text("line_name"),
                row.text("label"));
    }

    private static Hit hit(Found found, Map<Integer, Customer> people) {
        return new Hit(
                Optional.ofNullable(people.get(found.customer())),
                found.line() == 0 ? Optional.empty() : Optional.of(found.line()),
                found.lineName(),
                found.label(),
                found.via());
    }
}
