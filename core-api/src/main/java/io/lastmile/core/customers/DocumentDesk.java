package io.lastmile.core.customers;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Picture;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes customers' pictures in and hands them out, for routes and pages alike.
public final class DocumentDesk {
    private static final int FILE_BYTES_MAX = 12 * 1024 * 1024;

    public static final String FIELD = "file";

    /// One picture, as a telephone makes it.
    public static final Upload.Limits LIMITS = new Upload.Limits(1, FILE_BYTES_MAX);

    private final CustomerParts parts;

    public DocumentDesk(CustomerParts parts) {
        this.parts = parts;
    }

    /// The id of the picture that was uploaded.
    public long add(int customer, Upload upload) {
        Fields fields = upload.fields();
        DocumentKind kind = fields.choice("kind", DocumentKind.PHOTO);
        fields.done();
        Picture picture = upload.picture(upload.needFile(FIELD));
        return parts.database()
                .transact(() -> parts.documents().add(parts.need(customer).id(), kind, picture))
                .orElseThrow(() ->
                        Problem.conflict(
                                        new Fault(
                                                "documents",
                                                "" + Documents.OF_CUSTOMER_MAX,
                                                "fewer: remove one first"))
                                .refusal());
    }

    public void remove(int customer, Fields fields) {
        long document = fields.number("document", 1, Long.MAX_VALUE);
        String reason = fields.text("reason", RecordDrafts.REASON_LENGTH_MAX);
        fields.done();
        boolean removed =
                parts.database()
                        .transact(() ->
                                parts.documents()
                                        .remove(parts.need(customer).id(), document, reason));
        if (!removed) {
            throw Problem.notFound("document", document).refusal();
        }
    }

    public void reveal(ServerRequest request, ServerResponse response, Fields fields) {
        int customer = Routes.id(request, "customer");
        long document = fields.number("document", 1, Long.MAX_VALUE);
        String reason = fields.text("reason", RecordDrafts.REASON_LENGTH_MAX);
        fields.done();
        send(response, customer, () -> parts.documents().reveal(customer, document, reason));
    }

    public void photo(ServerRequest request, ServerResponse response, String reason) {
        int customer = Routes.id(request, "customer");
        send(response, customer, () -> parts.documents().photo(customer, reason));
    }

    /// As a picture and as nothing else, kept by nobody on the way.
    private void send(
            ServerResponse response, int customer, Supplier<Optional<Documents.Content>> look) {
        Documents.Content content =
                parts.database()
                        .transact(() -> {
                            parts.need(customer);
                            return look.get();
                        })
                        .orElseThrow(() -> Problem.notFound("document", customer).refusal());
        response.header(HeaderNames.CONTENT_TYPE, content.type());
        response.header(HeaderNames.CONTENT_DISPOSITION, "inline");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header("Content-Security-Policy", "default-src 'none'; sandbox");
        response.send(content.bytes());
    }
}
