package io.lastmile.core.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Edits of many lines put together: rows that get the same values, or go, are one request.
final class Batches {
    /// Ids of one request: some 700 bytes.
    static final int IDS_MAX = 100;

    /// One line's edit.
    record Piece(int line, Edit edit) {}

    private Batches() {}

    /// In the order of their first pieces.
    static List<List<Piece>> of(List<Piece> pieces) {
        Map<Object, List<List<Piece>>> alike = new LinkedHashMap<>();
        List<List<Piece>> batches = new ArrayList<>();
        for (Piece piece : pieces) {
            List<List<Piece>> open = alike.computeIfAbsent(kind(piece), _ -> new ArrayList<>());
            if (open.isEmpty() || open.getLast().size() >= IDS_MAX) {
                List<Piece> batch = new ArrayList<>();
                open.add(batch);
                batches.add(batch);
            }
            open.getLast().add(piece);
        }
        return batches;
    }

    private static Object kind(Piece piece) {
        return switch (piece.edit()) {
            case Edit.Add _ -> piece;
            case Edit.Set set -> List.of("set", set.menu(), set.values());
            case Edit.Remove remove -> List.of("remove", remove.menu());
        };
    }

    /// One request for all of a batch.
    static Edit joined(List<Piece> batch) {
        return switch (batch.getFirst().edit()) {
            case Edit.Add add -> add;
            case Edit.Set set -> new Edit.Set(set.menu(), ids(batch), set.values());
            case Edit.Remove remove -> new Edit.Remove(remove.menu(), ids(batch));
        };
    }

    private static List<String> ids(List<Piece> batch) {
        return batch.stream()
                .flatMap(piece ->
                        switch (piece.edit()) {
                            case Edit.Add _ -> java.util.stream.Stream.<String>empty();
                            case Edit.Set set -> set.ids().stream();
                            case Edit.Remove remove -> remove.ids().stream();
                        })
                .distinct()
                .toList();
    }
}
