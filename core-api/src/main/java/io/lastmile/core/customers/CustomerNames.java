package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.identity.Mobile;
import io.lastmile.core.identity.Subscriber;
import io.lastmile.core.identity.Subscribers;
import io.lastmile.core.platform.Row;
import java.util.List;

/// Who is behind a mobile number: all of a family that shares it, but nobody who left for good.
final class CustomerNames implements Subscribers {
    private static final int SHARING_MAX = 20;
    private static final int ADDRESS_LENGTH_MAX = 40;

    private static final String BEHIND =
            """
            select id, coalesce(nullif(name_bn, ''), name) as called, address, upazila
            from core.customer
            where mobile = :mobile and closed is null
            order by id
            limit :rows
            """;

    private final DbClient db;

    CustomerNames(DbClient db) {
        this.db = db;
    }

    @Override
    public List<Subscriber> behind(Mobile mobile) {
        return db.execute()
                .createQuery(BEHIND)
                .addParam("mobile", mobile.international())
                .addParam("rows", SHARING_MAX)
                .execute()
                .map(row -> subscriber(new Row(row)))
                .toList();
    }

    private static Subscriber subscriber(Row row) {
        String where = row.text("address").isEmpty() ? row.text("upazila") : row.text("address");
        String name = row.text("called");
        return new Subscriber(
                row.integer("id"), where.isEmpty() ? name : name + ", " + shortened(where));
    }

    private static String shortened(String address) {
        if (address.codePointCount(0, address.length()) <= ADDRESS_LENGTH_MAX) {
            return address;
        }
        return address.substring(0, address.offsetByCodePoints(0, ADDRESS_LENGTH_MAX)) + "…";
    }
}
