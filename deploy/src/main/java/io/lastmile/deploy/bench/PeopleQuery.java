package io.lastmile.deploy.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What staff asks the API of people, as paths.
enum PeopleQuery implements Question {
    LIST("list page"),
    NAME("search, English name"),
    NAME_BN("search, Bangla name"),
    MOBILE("search, end of a mobile number"),
    LINE("search, PPPoE id"),
    MAC("search, MAC"),
    MAC_END("search, end of a MAC"),
    IP("search, IP"),
    ADDRESS("search, address"),
    WHOLE("Customer 360"),
    TIMELINE("Customer 360's timeline");

    private final String says;

    PeopleQuery(String says) {
        this.says = says;
    }

    @Override
    public String says() {
        return says;
    }

    @Override
    public String path(int number) {
        return switch (this) {
            case LIST -> "/api/customers" + (number % 2 == 0 ? "?district=dhaka" : "");
            case NAME -> search(PeopleSeed.FAMILY.get(number % 8) + " " + number % 1000);
            case NAME_BN -> search(PeopleSeed.GIVEN_BN.get(number % 8));
            case MOBILE -> search(PeopleSeed.mobile(number).substring(8));
            case LINE -> search("user%06d".formatted(number));
            case MAC -> search(mac(number));
            case MAC_END -> search(mac(number).substring(9));
            case IP ->
                    search(
                            "10.%d.%d.%d"
                                    .formatted(number / 65_536, number / 256 % 256, number % 256));
            case ADDRESS -> search("House %d, Road".formatted(number % 300));
            case WHOLE -> "/api/customers/" + (1 + number);
            case TIMELINE -> "/api/customers/" + (1 + number) + "/timeline";
        };
    }

    /// Whether it tells of the customer, whose name ends with his number, where only he is meant;
    /// else whether it tells of anybody.
    @Override
    public boolean isAnswer(int number, String body) {
        return switch (this) {
            case LINE, MAC, MAC_END, IP, WHOLE -> body.contains(" " + number + "\"");
            case LIST, NAME, NAME_BN, MOBILE, ADDRESS, TIMELINE -> body.contains("\"items\":[{");
        };
    }

    private static String mac(int number) {
        return "%012X".formatted(number).replaceAll("(..)(?!$)", "$1:");
    }

    private static String search(String q) {
        return "/api/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
    }
}
