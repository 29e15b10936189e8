package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.List;
import java.util.Map;

/// `/ppp/profile`: a changed rate-limit counts from each user's next session on.
record ProfileMenu(Router router) implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "name",
                    "local-address",
                    "remote-address",
                    "only-one",
                    "rate-limit",
                    "address-list",
                    "default",
                    "comment");
    private static final String STANDARD = "default";

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<Profile> rows(long now) {
        return router.ppp().profiles().stream()
                .map(profile -> new Profile(router, profile))
                .toList();
    }

    @Override
    public Answer add(Map<String, String> values, long now) {
        String name = values.getOrDefault("name", "");
        String limit = values.getOrDefault("rate-limit", "");
        if (name.isEmpty()) {
            return new Answer.Trap(0, "missing value(s) of argument(s) name");
        }
        if (!PROPERTIES.stream().map(Field::name).toList().containsAll(values.keySet())) {
            return Answer.unknownParameter();
        }
        if (router.ppp().profile(name).isPresent()) {
            return Answer.failure("profile with the same name already exists");
        }
        if (!limit.isEmpty() && RateLimit.parse(limit).isEmpty()) {
            return Answer.badValue("rate-limit");
        }
        String comment = values.getOrDefault("comment", "");
        PppProfile profile =
                new PppProfile(
                        router.ppp().nextProfileId(),
                        name,
                        limit,
                        values.getOrDefault("address-list", ""),
                        comment);
        router.ppp().profile(profile);
        return Answer.done(profile.id());
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        PppProfile old = ((Profile) row).profile;
        switch (property) {
            case "rate-limit" -> {
                if (!value.isEmpty() && RateLimit.parse(value).isEmpty()) {
                    return Answer.badValue("rate-limit");
                }
                write(old, value, old.addressList(), old.comment());
            }
            case "address-list" -> write(old, old.rateLimit(), value, old.comment());
            case "comment" -> write(old, old.rateLimit(), old.addressList(), value);
            default -> {
                return Answer.unknownParameter();
            }
        }
        return Answer.DONE;
    }

    private void write(PppProfile old, String limit, String list, String comment) {
        router.ppp().profile(new PppProfile(old.id(), old.name(), limit, list, comment));
    }

    @Override
    public Answer unset(Row row, String property, long now) {
        return set(row, property, "", now);
    }

    @Override
    public Answer remove(Row row, long now) {
        PppProfile profile = ((Profile) row).profile;
        if (profile.name().equals(STANDARD)) {
            return Answer.failure("can not remove default profile");
        }
        boolean used =
                router.ppp().subscribers().stream()
                        .anyMatch(line -> line.secret().profile().equals(profile.name()));
        if (used) {
            return Answer.failure("profile is in use");
        }
        router.ppp().removeProfile(profile);
        return Answer.DONE;
    }

    record Profile(Router router, PppProfile profile) implements Row {
        @Override
        public long id() {
            return profile.id();
        }

        @Override
        public String name() {
            return profile.name();
        }

        @Override
        public long revision() {
            return profile.hashCode();
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(profile.id());
                case "name" -> cell.text(profile.name());
                case "local-address" -> cell.text("10.0.0.1");
                case "remote-address" -> cell.text("pool-pppoe");
                case "only-one" -> cell.text("default");
                case "rate-limit" -> {
                    if (!profile.rateLimit().isEmpty()) {
                        cell.text(profile.rateLimit());
                    }
                }
                case "address-list" -> {
                    if (!profile.addressList().isEmpty()) {
                        cell.text(profile.addressList());
                    }
                }
                case "default" -> cell.flag(profile.name().equals(STANDARD));
                case "comment" -> router.comment(profile.comment()).ifPresent(cell::text);
                default -> {}
            }
        }
    }
}
