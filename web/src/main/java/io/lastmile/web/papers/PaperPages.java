package io.lastmile.web.papers;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.papers.Genuine;
import io.lastmile.core.papers.Opening;
import io.lastmile.core.papers.PaperRoom;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.util.Map;
import java.util.Optional;

/// `/verify/{number}/{code}`: where the QR code of a paper leads. It says that there is such a
/// paper, its day, what it comes to and whether it still holds; nothing about whose it is.
/// `/paper/{number}/{code}`: where the link of a message leads, to that paper alone.
public final class PaperPages {
    private static final int WORD_LENGTH_MAX = 60;

    /// In the reader's words; empty for a code that is none.
    public record View(String kind, String number, String day, String total, boolean holds) {}

    private final PaperRoom room;
    private final Templates templates;

    public PaperPages(PaperRoom room, Templates templates) {
        this.room = room;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        room.pages(routes);
        routes.open()
                .get("/verify/{number}/{code}", this::verify)
                .get("/paper/{number}/{code}", this::open);
    }

    /// A wrong link and an old one look alike.
    private void open(ServerRequest request, ServerResponse response) {
        Optional<Opening.File> found =
                room.links()
                        .find(
                                word(request, "number"),
                                word(request, "code"),
                                Client.of(request).address());
        response.header("X-Robots-Tag", "noindex");
        response.header(HeaderNames.CACHE_CONTROL, "private, no-store");
        if (found.isEmpty()) {
            response.status(Status.NOT_FOUND_404);
            templates.send(request, response, "customer/paper_link", Map.of());
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/pdf");
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "inline; filename=\"%s.pdf\"".formatted(found.get().name()));
        response.send(found.get().pdf());
    }

    private void verify(ServerRequest request, ServerResponse response) {
        Optional<Genuine> found =
                room.verifying()
                        .find(
                                word(request, "number"),
                                word(request, "code"),
                                Client.of(request).address());
        Texts texts = templates.texts(request);
        if (found.isEmpty()) {
            response.status(Status.NOT_FOUND_404);
        }
        response.header("X-Robots-Tag", "noindex");
        templates.send(
                request,
                response,
                "customer/verify",
                Map.of("views", found.map(one -> view(one, texts)).stream().toList()));
    }

    private static String word(ServerRequest request, String name) {
        String word = request.path().pathParameters().get(name);
        return word.length() > WORD_LENGTH_MAX ? "" : word;
    }

    private static View view(Genuine genuine, Texts texts) {
        return new View(
                texts.of("paper.kind." + Fields.nameOf(genuine.kind())),
                genuine.number(),
                texts.format().day(genuine.day()),
                texts.format().taka(genuine.total().poisha()),
                genuine.state() == Genuine.State.HOLDS);
    }
}
