package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.CustomerErased;
import io.lastmile.core.lines.LineChanged;
import io.lastmile.core.lines.LinesChanged;
import io.lastmile.core.lines.LinesSettled;
import io.lastmile.core.plans.PlanChanged;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Row;
import java.util.List;

/// Hears what changes the wants of lines and settles them anew. A version of a plan whose time has
/// not come changes nothing yet; `PlanTimes` applies it then.
final class NetworkEars {
    private static final String BETWEEN =
            """
            select id from core.line
            where id between :first and :last and removed is null order by id
            """;

    private static final String OF_PLAN =
            "select id from core.line where plan = :plan and removed is null order by id";

    private final DbClient db;
    private final NetworkStores stores;

    NetworkEars(DbClient db, NetworkStores stores) {
        this.db = db;
        this.stores = stores;
    }

    Listener listener() {
        return new Listener("network")
                .on(LineChanged.class, this::line)
                .on(LinesSettled.class, this::lines)
                .on(LinesChanged.class, this::changed)
                .on(PlanChanged.class, this::plan)
                .on(CustomerErased.class, heard -> stores.holds().forget(heard.event().customer()));
    }

    private void line(Heard<LineChanged> heard) {
        List<Integer> line = List.of(heard.event().line());
        stores.intents().settle(line, heard.event().what().why(), heard.actor());
    }

    private void lines(Heard<LinesSettled> heard) {
        List<Integer> between =
                db.execute()
                        .createQuery(BETWEEN)
                        .addParam("first", heard.event().first())
                        .addParam("last", heard.event().last())
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        stores.intents().settle(between, "line added", heard.actor());
    }

    private void changed(Heard<LinesChanged> heard) {
        stores.intents().settle(heard.event().lines(), "changed by a file", heard.actor());
    }

    private void plan(Heard<PlanChanged> heard) {
        stores.intents()
                .settle(
                        ofPlan(heard.event().plan()),
                        "plan changed, version " + heard.event().number(),
                        heard.actor());
    }

    List<Integer> ofPlan(int plan) {
        return db.execute()
                .createQuery(OF_PLAN)
                .addParam("plan", plan)
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList();
    }
}
