package io.lastmile.web.build;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One SVG file with a symbol per icon of the list, so that a page draws any of them with `<use>`.
final class IconSprite {
    private static final Pattern BODY = Pattern.compile("(?s)<svg[^>]*>(.*)</svg>");

    private IconSprite() {}

    static String of(String list) throws IOException {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\">\n" + symbols(list) + "</svg>\n";
    }

    /// The symbols alone, for a page that carries its icons itself.
    static String symbols(String list) throws IOException {
        var sprite = new StringBuilder();
        for (String name : list.lines().map(String::strip).filter(n -> !n.isEmpty()).toList()) {
            sprite.append("<symbol id=\"").append(name).append("\" viewBox=\"0 0 24 24\"");
            sprite.append(" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"");
            sprite.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\">");
            sprite.append(body(name)).append("</symbol>\n");
        }
        return sprite.toString();
    }

    private static String body(String name) throws IOException {
        Matcher matcher = BODY.matcher(Libraries.icon(name));
        if (!matcher.find()) {
            throw new IOException("icon " + name + ": not an SVG file");
        }
        return matcher.group(1).replaceAll("\\s*\\n\\s*", "");
    }
}
