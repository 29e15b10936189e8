package io.lastmile.web;

import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What every template gets: words, assets, and how this reader wants pages to look.
public record Shell(Look look, Texts texts, AssetManifest assets, String path) {
    /// A page that exists. The navigation lists no other.
    public record Place(String id, String path, String icon) {}

    private static final List<Place> PLACES =
            List.of(
                    new Place("live", "/", "gauge"),
                    new Place("customers", "/customers", "users"),
                    new Place("plans", "/plans", "tags"),
                    new Place("routers", "/routers", "router"),
                    new Place("alarms", "/alarms", "bell"));

    private static final String SHELL_MODULE = "ui/shell.js";

    static Shell of(ServerRequest request, Texts texts, AssetManifest assets) {
        String query = request.query().rawValue();
        String path = request.path().rawPath() + (query.isEmpty() ? "" : "?" + query);
        return new Shell(Look.of(request), texts, assets, path);
    }

    public String of(String key) {
        return texts.of(key);
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

    public String importMap() {
        return assets.importMap(language()).text();
    }

    public List<Place> places() {
        return PLACES;
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
