package io.lastmile.core.notifications;

import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Why somebody is told something. Each cause has its texts per channel and language, the variables
/// that they may use, and a life after which nobody wants to hear of it any more.
public enum Cause {
    LOGIN_CODE(Kind.SECURITY, Audience.CUSTOMERS, Ways.SMS, Life.CODE, "code", "minutes"),
    PASSWORD_RESET(Kind.SECURITY, Audience.STAFF, Ways.EMAIL, Life.HOUR, "name", "link", "minutes"),
    WELCOME(Kind.SERVICE, Audience.CUSTOMERS, Ways.ALL, Life.DAYS, "name", "number", "portal"),
    TICKET_OPENED(
            Kind.TICKET, Audience.CUSTOMERS, Ways.ALL, Life.DAYS, "name", "ticket", "subject"),
    TICKET_REPLIED(
            Kind.TICKET, Audience.CUSTOMERS, Ways.ALL, Life.DAYS, "name", "ticket", "subject"),
    TICKET_RESOLVED(
            Kind.TICKET, Audience.CUSTOMERS, Ways.ALL, Life.DAYS, "name", "ticket", "subject"),
    TICKET_ASSIGNED(Kind.TICKET, Audience.STAFF, Ways.DESK, Life.DAY, "name", "ticket", "subject"),
    TICKET_BREACHED(Kind.TICKET, Audience.STAFF, Ways.DESK, Life.DAY, "name", "ticket", "subject"),
    TICKET_WARNED(Kind.TICKET, Audience.STAFF, Ways.NOTICE, Life.DAY, "name", "ticket", "subject"),
    TICKET_ANSWERED(
            Kind.TICKET, Audience.STAFF, Ways.NOTICE, Life.DAY, "name", "ticket", "subject"),
    TICKET_REOPENED(
            Kind.TICKET, Audience.STAFF, Ways.NOTICE, Life.DAY, "name", "ticket", "subject"),
    TICKET_MERGED(
            Kind.TICKET,
            Audience.STAFF,
            Ways.NOTICE,
            Life.DAY,
            "name",
            "ticket",
            "subject",
            "into"),
    LINE_SUSPENDED(Kind.NETWORK, Audience.CUSTOMERS, Ways.ALL, Life.DAY, "name", "line", "reason"),
    LINE_RESTORED(Kind.NETWORK, Audience.CUSTOMERS, Ways.ALL, Life.DAY, "name", "line"),
    EXPIRY_NEAR(
            Kind.SERVICE, Audience.CUSTOMERS, Ways.ALL, Life.DAY, "name", "line", "day", "portal"),
    PAYMENT_DUE(
            Kind.SERVICE,
            Audience.CUSTOMERS,
            Ways.ALL,
            Life.DAY,
            "name",
            "bill",
            "amount",
            "day",
            "portal"),
    PAYMENT_LATE(
            Kind.SERVICE,
            Audience.CUSTOMERS,
            Ways.ALL,
            Life.DAY,
            "name",
            "bill",
            "amount",
            "day",
            "portal"),
    INVOICE_ISSUED(
            Kind.SERVICE,
            Audience.CUSTOMERS,
            Ways.PAPER,
            Life.DAYS,
            "name",
            "bill",
            "amount",
            "day",
            "link"),
    PAYMENT_RECEIVED(
            Kind.SERVICE,
            Audience.CUSTOMERS,
            Ways.PAPER,
            Life.DAYS,
            "name",
            "bill",
            "amount",
            "link"),
    PAPER_SENT(Kind.SERVICE, Audience.CUSTOMERS, Ways.PAPER, Life.DAYS, "name", "bill", "link"),
    CHEQUE_BOUNCED(
            Kind.SERVICE,
            Audience.STAFF,
            Ways.NOTICE,
            Life.DAYS,
            "name",
            "cheque",
            "number",
            "amount"),
    ALARM_FIRED(Kind.ALARM, Audience.STAFF, Ways.ANY, Life.HOUR, "title", "detail", "time"),
    ALARM_RESOLVED(Kind.ALARM, Audience.STAFF, Ways.ANY, Life.HOUR, "title", "detail", "time");

    /// What quiet hours and wishes are about. Security knows neither.
    public enum Kind {
        SECURITY,
        SERVICE,
        TICKET,
        NETWORK,
        ALARM
    }

    /// Whose wishes it is about.
    public enum Audience {
        CUSTOMERS,
        STAFF
    }

    /// Channels that a cause can take, and those that it takes while nobody says otherwise.
    record Ways(Set<Channel> possible, Set<Channel> usual) {
        static final Ways SMS = new Ways(Set.of(Channel.SMS), Set.of(Channel.SMS));
        static final Ways EMAIL = new Ways(Set.of(Channel.EMAIL), Set.of(Channel.EMAIL));
        static final Ways ALL =
                new Ways(
                        Set.of(Channel.IN_APP, Channel.SMS, Channel.EMAIL),
                        Set.of(Channel.IN_APP, Channel.SMS));
        static final Ways PAPER =
                new Ways(
                        Set.of(Channel.IN_APP, Channel.SMS, Channel.EMAIL),
                        Set.of(Channel.IN_APP, Channel.SMS, Channel.EMAIL));
        static final Ways DESK =
                new Ways(
                        Set.of(Channel.IN_APP, Channel.EMAIL),
                        Set.of(Channel.IN_APP, Channel.EMAIL));
        static final Ways NOTICE =
                new Ways(Set.of(Channel.IN_APP, Channel.EMAIL), Set.of(Channel.IN_APP));
        static final Ways ANY =
                new Ways(
                        Set.of(Channel.IN_APP, Channel.SMS, Channel.EMAIL), Set.of(Channel.IN_APP));
    }

    /// How long it is worth sending.
    private static final class Life {
        static final Duration CODE = Duration.ofMinutes(5);
        static final Duration HOUR = Duration.ofHours(1);
        static final Duration DAY = Duration.ofDays(1);
        static final Duration DAYS = Duration.ofDays(3);

        private Life() {}
    }

    /// A variable of every text: what the ISP is called.
    static final String ISP = "isp";

    /// Variables that lead somewhere.
    static final Set<String> LINKS = Set.of("link", "portal");

    /// Variables that Bangla texts write in Bangla digits.
    static final Set<String> FIGURES = Set.of("minutes", "time", "day", "amount");

    private static final Set<String> KEYS = Set.of("code", "link");

    private final Kind kind;
    private final Audience audience;
    private final Ways ways;
    private final Duration life;
    private final List<String> variables;

    Cause(Kind kind, Audience audience, Ways ways, Duration life, String... variables) {
        this.kind = kind;
        this.audience = audience;
        this.ways = ways;
        this.life = life;
        this.variables = List.of(variables);
    }

    public Kind kind() {
        return kind;
    }

    public Audience audience() {
        return audience;
    }

    /// In the order of the enum.
    public List<Channel> channels() {
        return ways.possible().stream().sorted().toList();
    }

    /// Whether it takes this channel while nobody says otherwise.
    public boolean usual(Channel channel) {
        return ways.usual().contains(channel);
    }

    public Duration life() {
        return life;
    }

    /// What its texts may use, `isp` included.
    public List<String> variables() {
        return java.util.stream.Stream.concat(variables.stream(), java.util.stream.Stream.of(ISP))
                .toList();
    }

    /// What its texts cannot do without: who reads no code or link stays outside.
    public List<String> needed() {
        return secret() ? variables.stream().filter(KEYS::contains).toList() : List.of();
    }

    /// What is in it lets its reader in: sealed, shown to nobody, never held back.
    public boolean secret() {
        return kind == Kind.SECURITY;
    }

    /// As rows and the API spell it: `login-code`.
    public String word() {
        return Fields.nameOf(this);
    }

    static Cause of(String word) {
        return EnumNames.constant(Cause.class, word);
    }
}
