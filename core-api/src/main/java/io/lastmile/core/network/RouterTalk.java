package io.lastmile.core.network;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Query;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Sentence;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One connection to one router, one request at a time, none before the budget has it.
final class RouterTalk implements AutoCloseable {
    /// Rows that are asked for by their keys; more are read by listing the whole menu.
    static final int KEYS_MAX = 40;

    private static final Field VALUE_NAME = Field.of("value-name");

    private final RouterClient client;
    private final Charset charset;
    private final Budget budget;
    private final Runnable asked;

    RouterTalk(RouterClient client, Charset charset, Budget budget, Runnable asked) {
        this.client = client;
        this.charset = charset;
        this.budget = budget;
        this.asked = asked;
    }

    /// The rows of a menu, all of them or those with these keys.
    List<RouterRow> print(RouterMenu menu, Optional<List<String>> keys) {
        List<Property> reads =
                Stream.concat(Stream.of(menu.key()), menu.reads().stream()).distinct().toList();
        Field[] fields =
                Stream.concat(Stream.of(Field.ID), reads.stream().map(Property::field))
                        .toArray(Field[]::new);
        Command print = Command.of(menu.path() + "/print").proplist(fields);
        Optional<Query> query =
                menu == RouterMenu.LIST
                        ? Optional.of(ourLists())
                        : keys.flatMap(wanted -> anyOf(menu.key().field(), wanted));
        List<RouterRow> rows = new ArrayList<>();
        ask(
                query.map(print::where).orElse(print),
                RowHandler.each(row -> rows.add(row(menu, reads, row))));
        return rows;
    }

    /// An id and a name of each session; `names` empty is all of them.
    List<RouterRow> sessions(String path, Property name, List<String> names) {
        Command print = Command.of(path + "/print").proplist(Field.ID, name.field());
        Optional<Query> query =
                names.size() <= KEYS_MAX ? anyOf(name.field(), names) : Optional.empty();
        List<RouterRow> rows = new ArrayList<>();
        ask(
                query.map(print::where).orElse(print),
                RowHandler.each(row ->
                        rows.add(
                                new RouterRow(
                                        row.text(Field.ID),
                                        row.shown(name.field(), charset),
                                        Map.of()))));
        return rows;
    }

    /// Rows with one of these values, with all that the router says of them.
    List<Map<String, String>> texts(String path, Property key, List<String> values) {
        Command print = Command.of(path + "/print");
        List<Map<String, String>> rows = new ArrayList<>();
        ask(
                anyOf(key.field(), values).map(print::where).orElse(print),
                RowHandler.each(row -> rows.add(texts(row))));
        return rows;
    }

    private static Map<String, String> texts(Sentence row) {
        Map<String, String> texts = new java.util.HashMap<>();
        for (int i = 1; i < row.words(); i++) {
            String[] word = row.word(i).split("=", 3);
            if (word.length == 3) {
                texts.putIfAbsent(word[1], word[2]);
            }
        }
        return texts;
    }

    void run(Edit edit) {
        switch (edit) {
            case Edit.Add add ->
                    ask(
                            with(Command.of(add.menu().path() + "/add"), add.values()),
                            RowHandler.none());
            case Edit.Set set -> set(set);
            case Edit.Remove remove -> remove(remove.menu().path(), remove.ids());
        }
    }

    /// RouterOS takes an empty value for an empty text: none at all is `unset` (routeros.md, 2.2).
    private void set(Edit.Set edit) {
        Map<Property, String> values = new EnumMap<>(edit.values());
        String path = edit.menu().path();
        for (Map.Entry<Property, String> value : edit.values().entrySet()) {
            if (value.getValue().isEmpty()) {
                String name = value.getKey().field().name();
                ask(ids(path + "/unset", edit.ids()).with(VALUE_NAME, name), RowHandler.none());
                values.remove(value.getKey());
            }
        }
        if (!values.isEmpty()) {
            ask(with(ids(path + "/set", edit.ids()), values), RowHandler.none());
        }
    }

    void remove(String path, List<String> ids) {
        ask(ids(path + "/remove", ids), RowHandler.none());
    }

    private void ask(Command command, RowHandler handler) {
        budget.take();
        asked.run();
        client.run(command, handler);
    }

    private RouterRow row(RouterMenu menu, List<Property> reads, Sentence row) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        for (Property property : reads) {
            if (row.has(property.field())) {
                values.put(property, row.shown(property.field(), charset));
            }
        }
        String name = values.getOrDefault(menu.key(), "");
        String key =
                menu == RouterMenu.LIST
                        ? RouterTables.listKey(values.getOrDefault(Property.LIST, ""), name)
                        : menu == RouterMenu.LEASE ? name.toUpperCase(java.util.Locale.ROOT) : name;
        return new RouterRow(row.text(Field.ID), key, values);
    }

    private static Query ourLists() {
        Field list = Property.LIST.field();
        return Query.equal(list, WalledGarden.LIST)
                .or(Query.equal(list, WalledGarden.BLOCKED_LIST));
    }

    /// Names beyond ASCII may be stored in the router's code page: they are found in a whole list.
    private static Optional<Query> anyOf(Field field, List<String> keys) {
        boolean plain = keys.stream().allMatch(key -> key.chars().allMatch(c -> c < 128));
        return plain && keys.size() <= KEYS_MAX
                ? keys.stream().map(key -> Query.equal(field, key)).reduce(Query::or)
                : Optional.empty();
    }

    private static Command with(Command command, Map<Property, String> values) {
        Command all = command;
        for (Map.Entry<Property, String> value : new EnumMap<>(values).entrySet()) {
            all = all.with(value.getKey().field(), value.getValue());
        }
        return all;
    }

    private static Command ids(String path, List<String> ids) {
        return Command.of(path).with(Field.ID, String.join(",", ids));
    }

    @Override
    public void close() {
        client.close();
    }
}
