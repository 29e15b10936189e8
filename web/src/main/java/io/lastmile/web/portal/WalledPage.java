package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.portal.Portal;
import io.lastmile.core.portal.Walled;
import io.lastmile.web.Look;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `/walled`: where routers send whoever is suspended. In both languages, since no cookie may have
/// come along; one answer without a script; nothing about whose line it is.
public final class WalledPage {
    /// One language of it. `says` is empty where the ISP has nothing to add.
    public record Part(
            String language, Texts texts, List<String> reasons, String title, boolean bangla) {}

    private final Portal portal;
    private final Templates templates;

    WalledPage(Portal portal, Templates templates) {
        this.portal = portal;
        this.templates = templates;
    }

    void routes(Routes routes) {
        routes.open().get("/walled", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Walled walled = portal.walled(Client.of(request).address());
        boolean bangla = templates.texts(request).bangla();
        var first = bangla ? Look.Language.BN : Look.Language.EN;
        var second = bangla ? Look.Language.EN : Look.Language.BN;
        List<Part> parts =
                Stream.of(first, second).map(language -> part(language, walled)).toList();
        PortalPages.send(templates, request, response, "customer/walled", Map.of("parts", parts));
    }

    private Part part(Look.Language language, Walled walled) {
        Texts texts = templates.texts(language);
        String title =
                !walled.known()
                        ? "walled.unsure"
                        : walled.reasons().isEmpty() ? "walled.open" : "walled.title";
        return new Part(
                language.code(), texts, reasons(walled, texts), texts.of(title), texts.bangla());
    }

    private static List<String> reasons(Walled walled, Texts texts) {
        if (!walled.known()) {
            return List.of(texts.of("walled.general"));
        }
        return walled.reasons().isEmpty()
                ? List.of(texts.of("walled.open-says"))
                : walled.reasons().stream().map(reason -> reason(reason, texts)).toList();
    }

    private static String reason(HoldReason reason, Texts texts) {
        return texts.of("hold-says." + Fields.nameOf(reason));
    }
}
