package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `/ppp/secret`: who may dial. A new secret's customer dials at once; a changed profile counts
/// from the next session on; a disabled or removed secret keeps its running session but gets no
/// other.
record SecretMenu(Router router) implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "name",
                    "service",
                    "caller-id",
                    "password",
                    "profile",
                    "remote-address",
                    "limit-bytes-in",
                    "limit-bytes-out",
                    "last-logged-out",
                    "disabled",
                    "comment");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}[.]){3}[0-9]{1,3}");
    private static final List<String> SERVICES = List.of("any", "pppoe", "pptp", "l2tp", "ovpn");

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<Secret> rows(long now) {
        return router.ppp().subscribers().stream().map(line -> new Secret(router, line)).toList();
    }

    @Override
    public Answer add(Map<String, String> values, long now) {
        String name = values.getOrDefault("name", "");
        if (name.isEmpty()) {
            return new Answer.Trap(0, "missing value(s) of argument(s) name");
        }
        if (router.ppp().subscriber(name).isPresent()) {
            return Answer.failure("secret with the same name already exists");
        }
        String profile = values.getOrDefault("profile", "default");
        if (router.ppp().profile(profile).isEmpty()) {
            return Answer.badValue("profile");
        }
        Subscriber line =
                router.ppp().subscribe(name, values.getOrDefault("password", ""), profile);
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (!value.getKey().equals("name")
                    && write(line, value.getKey(), value.getValue()) instanceof Answer.Trap trap) {
                router.ppp().unsubscribe(line);
                return trap;
            }
        }
        return Answer.done(line.secret().id());
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        return write(((Secret) row).line, property, value);
    }

    @Override
    public Answer unset(Row row, String property, long now) {
        return switch (property) {
            case "comment", "remote-address" -> write(((Secret) row).line, property, "");
            case "caller-id", "limit-bytes-in", "limit-bytes-out" -> Answer.DONE;
            default -> Answer.badValue("value-name");
        };
    }

    @Override
    public Answer remove(Row row, long now) {
        router.ppp().unsubscribe(((Secret) row).line);
        return Answer.DONE;
    }

    private Answer write(Subscriber line, String property, String value) {
        PppSecret secret = line.secret();
        switch (property) {
            case "name" -> {
                return rename(line, value);
            }
            case "profile" -> {
                if (router.ppp().profile(value).isEmpty()) {
                    return Answer.badValue("profile");
                }
                secret.profile(value);
            }
            case "disabled" -> {
                if (!Menu.isFlag(value)) {
                    return Answer.badValue("disabled");
                }
                router.ppp().disabled(line, Menu.isYes(value));
            }
            case "service" -> {
                if (!SERVICES.contains(value)) {
                    return Answer.badValue("service");
                }
                secret.service(value);
            }
            case "remote-address" -> {
                if (!value.isEmpty() && !IPV4.matcher(value).matches()) {
                    return Answer.badValue("remote-address");
                }
                secret.remoteAddress(value);
            }
            case "password" -> secret.password(value);
            case "comment" -> secret.comment(value);
            case "caller-id", "limit-bytes-in", "limit-bytes-out" -> {
                return value.isEmpty() || value.equals("0")
                        ? Answer.DONE
                        : Answer.failure(property + " is not simulated");
            }
            default -> {
                return Answer.unknownParameter();
            }
        }
        return Answer.DONE;
    }

    private Answer rename(Subscriber line, String name) {
        if (name.equals(line.secret().name())) {
            return Answer.DONE;
        }
        if (router.ppp().subscriber(name).isPresent()) {
            return Answer.failure("secret with the same name already exists");
        }
        router.ppp().rename(line, name);
        return Answer.DONE;
    }

    record Secret(Router router, Subscriber line) implements Row {
        @Override
        public long id() {
            return line.secret().id();
        }

        @Override
        public String name() {
            return line.secret().name();
        }

        @Override
        public long revision() {
            return line.secret().revision();
        }

        @Override
        public void read(String property, Cell cell) {
            PppSecret secret = line.secret();
            switch (property) {
                case ".id" -> cell.id(secret.id());
                case "name" -> cell.text(secret.name());
                case "service" -> cell.text(secret.service());
                case "caller-id" -> cell.text("");
                case "password" -> cell.text(secret.password());
                case "profile" -> cell.text(secret.profile());
                case "remote-address" -> {
                    if (!secret.remoteAddress().isEmpty()) {
                        cell.text(secret.remoteAddress());
                    }
                }
                case "limit-bytes-in", "limit-bytes-out" -> cell.number(0);
                case "last-logged-out" ->
                        cell.text(Texts.time(Math.max(0, secret.loggedOut()), router.version()));
                case "disabled" -> cell.flag(secret.disabled());
                case "comment" -> router.comment(secret.comment()).ifPresent(cell::text);
                default -> {}
            }
        }
    }
}
