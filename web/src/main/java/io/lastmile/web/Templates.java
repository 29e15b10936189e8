package io.lastmile.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/// Draws templates, compiled when the product was built, in the reader's language and look.
public final class Templates {
    private static final int OUTPUT_CHARS = 16_384;

    private final AssetManifest assets;
    private final String policy;
    private final Supplier<Settings> settings;
    private final Map<Look.Language, Texts> texts = new EnumMap<>(Look.Language.class);
    private final Map<Look.Language, Texts> latin = new EnumMap<>(Look.Language.class);
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /// `settings` are asked for each page.
    public Templates(AssetManifest assets, Supplier<Settings> settings) {
        this.assets = assets;
        this.settings = settings;
        this.policy = Csp.policy(assets);
        for (Look.Language language : Look.Language.values()) {
            Texts words = Texts.load(language);
            texts.put(language, words);
            latin.put(language, words.latin());
        }
    }

    public Texts texts(ServerRequest request) {
        return texts(look(request, settings.get()));
    }

    /// For a page in both languages.
    public Texts texts(Look.Language language) {
        return Objects.requireNonNull(texts.get(language));
    }

    private Texts texts(Look look) {
        return Objects.requireNonNull((look.latin() ? latin : texts).get(look.language()));
    }

    private static Look look(ServerRequest request, Settings settings) {
        boolean bangla = settings.language() == Settings.Language.BN;
        return Look.of(request, bangla ? Look.Language.BN : Look.Language.EN);
    }

    public void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.header("Content-Security-Policy", policy);
        byte[] page = draw(request, template, values);
        response.header(HeaderNames.VARY, "Accept-Encoding, Cookie");
        if (Assets.accepts(request, "gzip")) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
            response.send(gzip(page));
        } else {
            response.send(page);
        }
    }

    private static byte[] gzip(byte[] page) {
        var packed = new ByteArrayOutputStream(page.length / 3);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(page);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    byte[] draw(ServerRequest request, String template, Map<String, Object> values) {
        Settings now = settings.get();
        Look look = look(request, now);
        return draw(Shell.of(request, look, texts(look), assets, now), template, values);
    }

    private byte[] draw(Shell shell, String template, Map<String, Object> values) {
        var parameters = new HashMap<>(values);
        parameters.put("shell", shell);
        var out = new StringOutput(OUTPUT_CHARS);
        String folder = template.contains("/") ? "" : "noc/";
        templates.render(folder + template + ".jte", parameters, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
