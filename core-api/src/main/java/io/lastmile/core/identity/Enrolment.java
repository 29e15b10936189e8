package io.lastmile.core.identity;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What an authenticator app needs to know, to be shown to its owner only: as a link, as text to
/// type in and as a QR code.
public record Enrolment(String secret, String uri) {
    private static final String ISSUER = "Lastmile";
    private static final int QUIET_MODULES = 4;

    static Enrolment of(byte[] secret, String login) {
        String text = Totp.text(secret);
        return new Enrolment(
                text,
                "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                        .formatted(ISSUER, encoded(login), text, ISSUER));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Modules on a side, the quiet zone included: the view box of `path`.
    public int modules() {
        return code().size + 2 * QUIET_MODULES;
    }

    /// The dark modules as the path of an SVG, one unit each.
    public String path() {
        QrCode code = code();
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET_MODULES)
                            .append(' ')
                            .append(y + QUIET_MODULES)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    private QrCode code() {
        return QrCode.encodeText(uri, QrCode.Ecc.MEDIUM);
    }

    /// Nothing that a log could show.
    @Override
    public String toString() {
        return "enrolment";
    }
}
