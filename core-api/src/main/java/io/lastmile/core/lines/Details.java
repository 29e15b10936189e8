package io.lastmile.core.lines;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import java.util.List;
import java.util.Optional;

/// What the drawer of a line or of a session name shows. Each call is a unit of work of its own.
public final class Details {
    /// A line, its names and its live sessions.
    public record OfLine(
            Line line,
            @JsonUnwrapped @JsonIgnoreProperties("since") Claims claims,
            List<Session> sessions) {}

    /// A name, the line that claims it and its live sessions.
    public record OfName(Name name, Optional<Line> line, List<Session> sessions) {}

    private final Database database;
    private final LineStores stores;

    Details(Database database, LineStores stores) {
        this.database = database;
        this.stores = stores;
    }

    /// A refusal with 404 if there is none.
    public OfLine line(int id) {
        return database.read(() -> {
            Line line =
                    stores.lines()
                            .find(id)
                            .orElseThrow(() -> Problem.notFound("line", id).refusal());
            Claims claims = stores.names().claims(id);
            return new OfLine(line, claims, stores.sessions().live(claims.ids()));
        });
    }

    public OfName name(int id) {
        return database.read(() -> {
            Name name =
                    stores.names()
                            .find(id)
                            .orElseThrow(() -> Problem.notFound("name", id).refusal());
            Optional<Line> line = stores.names().claimant(id).flatMap(stores.lines()::find);
            return new OfName(name, line, stores.sessions().live(List.of(id)));
        });
    }
}
