package io.lastmile.web;

import io.helidon.webserver.http.ServerRequest;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import io.lastmile.core.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What every template gets: words, assets, and how this reader wants pages to look.
public record Shell(
        Look look, Texts texts, AssetManifest assets, Settings settings, String path, Actor actor) {
    /// A page that exists, and what one needs to see it. The navigation lists no other.
    public record Place(String id, String path, String icon, Permission needs) {}

    private static final List<Place> PLACES =
            List.of(
                    new Place("live", "/", "gauge", Permission.LIVE_SEE),
                    new Place("overview", "/overview", "layout-dashboard", Permission.LINES_SEE),
                    new Place("customers", "/customers", "users", Permission.CUSTOMERS_SEE),
                    new Place("lines", "/lines", "cable", Permission.LINES_SEE),
                    new Place("plans", "/plans", "tags", Permission.PLANS_SEE),
                    new Place("routers", "/routers", "router", Permission.ROUTERS_SEE),
                    new Place("network", "/network", "network", Permission.NETWORK_SEE),
                    new Place("alarms", "/alarms", "bell", Permission.ALARMS_SEE),
                    new Place("tickets", "/tickets", "life-buoy", Permission.TICKETS_SEE),
                    new Place("messages", "/messages", "mail", Permission.MESSAGES_SEE),
                    new Place("billing", "/invoices", "receipt-text", Permission.BILLING_SEE),
                    new Place("books", "/books", "scale", Permission.LEDGER_SEE),
                    new Place("reports", "/reports", "chart-column", Permission.REPORTS_SEE),
                    new Place("cash", "/cash", "banknote", Permission.CASH_TAKE),
                    new Place("tills", "/tills", "wallet", Permission.CASH_SETTLE),
                    new Place("dunning", "/dunning", "circle-pause", Permission.DUNNING_SEE),
                    new Place("users", "/users", "user-cog", Permission.USERS_SEE),
                    new Place("audit", "/audit", "history", Permission.AUDIT_SEE),
                    new Place("settings", "/settings", "settings", Permission.SETTINGS_CHANGE),
                    new Place("system", "/system", "server", Permission.SYSTEM_SEE));

    private static final List<Place> TABS =
            List.of(
                    new Place("home", "/portal", "house", Permission.PORTAL),
                    new Place("usage", "/portal/usage", "chart-column", Permission.PORTAL),
                    new Place("bills", "/portal/bills", "receipt-text", Permission.PORTAL),
                    new Place("tickets", "/portal/tickets", "life-buoy", Permission.PORTAL),
                    new Place("account", "/portal/account", "user", Permission.PORTAL));

    private static final String ACCOUNT = "/account";
    private static final String PORTAL = "/portal";

    private static final String SHELL_MODULE = "ui/shell.js";

    static Shell of(
            ServerRequest request,
            Look look,
            Texts texts,
            AssetManifest assets,
            Settings settings) {
        String query = request.query().rawValue();
        String path = request.path().rawPath() + (query.isEmpty() ? "" : "?" + query);
        return new Shell(look, texts, assets, settings, path, Actor.current());
    }

    public String of(String key) {
        return texts.of(key);
    }

    public String of(String key, String... namesAndValues) {
        return texts.of(key, namesAndValues);
    }

    /// For a form's hidden field `once`: whoever sends the form again, by a second click or a
    /// reload, does its work once.
    public String once() {
        return UUID.randomUUID().toString();
    }

    /// The ISP's name; the product's as long as nobody said it.
    public String brand() {
        String brand = settings.brand().in(texts.bangla());
        return brand.isEmpty() ? texts.of("brand.public") : brand;
    }

    /// The same for staff.
    public String staffBrand() {
        String brand = settings.brand().in(texts.bangla());
        return brand.isEmpty() ? texts.of("brand") : brand;
    }

    /// First letter of the name, for a mark.
    public String initial() {
        String brand = brand();
        return brand.substring(0, brand.offsetByCodePoints(0, 1));
    }

    /// What the ISP says to all customers, or nothing.
    public String notice() {
        return settings.notice().in(texts.bangla());
    }

    /// What the ISP tells who is suspended, in a language, or nothing.
    public String walledSays(boolean bangla) {
        return settings.walled().in(bangla);
    }

    /// The name in a language.
    public String brand(boolean bangla) {
        return settings.brand().in(bangla);
    }

    public String percent(int percent) {
        return texts.of("portal.percent", "n", texts.format().number(percent));
    }

    /// What a telephone dials, or nothing.
    public String phone() {
        return settings.phone();
    }

    public String dial() {
        return "tel:" + settings.phone().replaceAll("[^0-9+]", "");
    }

    public String language() {
        return look.language().code();
    }

    public String otherLanguage() {
        return look.language() == Look.Language.EN ? "bn" : "en";
    }

    public String theme() {
        return look.theme();
    }

    public String url(String asset) {
        return assets.url(asset);
    }

    public String icons() {
        return url("icons/sprite.svg");
    }

    public String critical() {
        return assets.critical().text();
    }

    /// The whole style of a customer's page.
    public String portalStyle() {
        return assets.portal().text();
    }

    /// Its icons, drawn by `layout/glyph`.
    public String glyphs() {
        return assets.glyphs();
    }

    public String walledStyle() {
        return assets.walled().text();
    }

    /// What the bottom bar of a customer's page leads to.
    public List<Place> tabs() {
        return TABS;
    }

    public String importMap() {
        return assets.importMap(language()).text();
    }

    /// What this reader may see.
    public List<Place> places() {
        return places(actor);
    }

    /// Whether there is such a place and this actor may see it.
    public static boolean leads(Actor actor, String path) {
        return places(actor).stream().anyMatch(place -> place.path().equals(path));
    }

    private static List<Place> places(Actor actor) {
        return PLACES.stream().filter(place -> actor.may(place.needs())).toList();
    }

    /// Where somebody lands: the first place that they may see.
    public static String home(Actor actor) {
        if (actor.role() == Role.CUSTOMER) {
            return PORTAL;
        }
        return places(actor).stream().map(Place::path).findFirst().orElse(ACCOUNT);
    }

    /// By the permission's name in lower case with hyphens, as the API writes it.
    public boolean may(String permission) {
        return actor.may(Permission.valueOf(permission.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /// The entry modules of a page: the shell's own and the rooms', by spaces.
    public List<String> modules(@Nullable String rooms) {
        return names(rooms).map(this::url).toList();
    }

    /// All that those import at once, so that the browser fetches it in one go.
    public Set<String> preloads(@Nullable String rooms) {
        var urls = new LinkedHashSet<String>();
        names(rooms).forEach(name -> urls.addAll(assets.preloads().getOrDefault(name, List.of())));
        urls.add(url("i18n/" + language() + ".js"));
        return urls;
    }

    private static Stream<String> names(@Nullable String rooms) {
        return rooms == null
                ? Stream.of(SHELL_MODULE)
                : Stream.concat(Stream.of(SHELL_MODULE), Stream.of(rooms.split(" ")));
    }
}
