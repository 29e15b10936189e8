package io.lastmile.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our side of an import: lines of a router and those of no router with a name that it has, and the
/// customers that its comments may speak of. Owns no table. Call it within a unit of work.
final class OurLines {
    private static final String COLUMNS =
            """
            select l.id, l.version, l.source, l.name, l.customer, l.plan,
                   l.router is not null as here, s.number, s.kind, s.profile, s.rate_limit,
                   s.enabled, s.walled, s.address, s.mac
            from core.line as l
            left join core.line_sync as y on y.line = l.id
            left join core.line_service as s on s.line = y.line and s.number = y.wanted
            where l.removed is null
              and (l.router = :router
                   or l.router is null
                      and l.name in (select jsonb_array_elements_text(cast(:names as jsonb))))
            order by l.router is not null, l.source, l.name, l.id
            """;

    private static final String LOCKED = COLUMNS + " for update of l";

    private static final String CUSTOMERS =
            """
            select id, number, mobile, lower(name) as plain, name
            from core.customer
            where closed is null
              and mobile in (select jsonb_array_elements_text(cast(:mobiles as jsonb)))
            union
            select id, number, mobile, lower(name), name
            from core.customer
            where closed is null
              and number in (select jsonb_array_elements_text(cast(:numbers as jsonb)))
            union
            select id, number, mobile, lower(name), name
            from core.customer
            where closed is null
              and lower(name) in (select jsonb_array_elements_text(cast(:names as jsonb)))
            union
            select id, number, mobile, lower(name), name
            from core.customer where id = any (:ids)
            order by id
            """;

    private final DbClient db;
    private final LinePasswords passwords;

    OurLines(DbClient db, LinePasswords passwords) {
        this.db = db;
        this.passwords = passwords;
    }

    List<OurLine> of(int router, RouterConfiguration found) {
        return lines(COLUMNS, router, found);
    }

    /// The same, and nobody changes them until the unit of work ends.
    List<OurLine> locked(int router, RouterConfiguration found) {
        return lines(LOCKED, router, found);
    }

    private List<OurLine> lines(String sql, int router, RouterConfiguration found) {
        List<Row> rows =
                db.execute()
                        .createQuery(sql)
                        .addParam("router", router)
                        .addParam("names", texts(found.rows().stream().map(Found::name).toList()))
                        .execute()
                        .map(Row::new)
                        .toList();
        Map<Integer, String> open =
                passwords.open(rows.stream().map(row -> row.integer("id")).toList());
        return rows.stream().map(row -> line(row, open)).toList();
    }

    private static OurLine line(Row row, Map<Integer, String> open) {
        int id = row.integer("id");
        Optional<Integer> number = row.optionalInteger("number");
        FoundKind kind =
                row.optionalText("kind")
                        .map(word -> FoundKind.of(ServiceKind.of(word)))
                        .orElse(
                                SourceName.of(row.number("source")) == SourceName.QUEUE
                                        ? FoundKind.QUEUE
                                        : FoundKind.SECRET);
        return new OurLine(
                id,
                row.number("version") + "." + number.orElse(0),
                kind,
                row.text("name"),
                row.optionalInteger("customer"),
                row.optionalInteger("plan"),
                number.filter(_ -> row.flag("here"))
                        .map(_ -> managed(row, Optional.ofNullable(open.get(id)))));
    }

    private static OurLine.Managed managed(Row row, Optional<String> password) {
        return new OurLine.Managed(
                row.flag("walled") ? WalledGarden.PROFILE : row.text("profile"),
                row.text("rate_limit"),
                row.flag("enabled"),
                row.text("address"),
                row.text("mac"),
                password);
    }

    /// Everybody whom a row or a line may mean.
    CustomerGuesses customers(RouterConfiguration found, List<OurLine> lines) {
        List<String> mobiles = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Found row : found.rows()) {
            CustomerHints hints = CustomerHints.of(row);
            hints.mobile().ifPresent(mobiles::add);
            hints.number().ifPresent(numbers::add);
            hints.name().ifPresent(names::add);
        }
        Integer[] ids =
                lines.stream()
                        .flatMap(line -> line.customer().stream())
                        .distinct()
                        .toArray(Integer[]::new);
        return new CustomerGuesses(
                db.execute()
                        .createQuery(CUSTOMERS)
                        .addParam("mobiles", texts(mobiles))
                        .addParam("numbers", texts(numbers))
                        .addParam("names", texts(names))
                        .addParam("ids", ids)
                        .execute()
                        .map(Row::new)
                        .map(row ->
                                new CustomerGuesses.Known(
                                        row.integer("id"),
                                        row.text("number"),
                                        row.text("mobile"),
                                        row.text("plain"),
                                        row.text("name")))
                        .toList());
    }

    private static String texts(Collection<String> texts) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        texts.stream().distinct().forEach(array::add);
        return array.toString();
    }
}
