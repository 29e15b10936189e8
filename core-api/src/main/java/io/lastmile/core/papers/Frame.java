package io.lastmile.core.papers;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.documents.Block;
import io.lastmile.core.documents.Brand;
import io.lastmile.core.documents.Paper;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What all papers have in common: who writes, to whom, in which words, and how one finds out
/// whether a paper is genuine. `isp` is what the ISP calls itself where a document names no seller,
/// `site` where its pages are; there is no code on a paper as long as that is empty.
record Frame(Words words, String isp, String site, Codes codes) {
    private static final int COLOUR = 0x0B7285;

    Brand brand(JsonNode seller) {
        String name = words.either(text(seller, "name"), text(seller, "nameBn"));
        List<String> lines = new ArrayList<>();
        add(lines, words.either(text(seller, "address"), text(seller, "addressBn")));
        if (!text(seller, "bin").isEmpty()) {
            lines.add(words.of("bin") + " " + text(seller, "bin"));
        }
        String shown = name.isEmpty() ? isp : name;
        return new Brand(shown, lines, List.of(shown), COLOUR, Optional.empty());
    }

    Block.Party buyer(String label, JsonNode buyer) {
        List<String> lines = new ArrayList<>();
        add(lines, text(buyer, "address"));
        add(lines, text(buyer, "mobile"));
        if (!text(buyer, "number").isEmpty()) {
            lines.add(words.of("customer-number", text(buyer, "number")));
        }
        return new Block.Party(
                words.of(label), words.either(text(buyer, "name"), text(buyer, "nameBn")), lines);
    }

    Block.Fact fact(String label, String value) {
        return new Block.Fact(words.of(label), value);
    }

    Block.Total total(String label, Money amount) {
        return new Block.Total(label, words.money(amount), Block.Rank.PLAIN);
    }

    Block.Total grand(String label, Money amount) {
        return new Block.Total(words.of(label), words.taka(amount), Block.Rank.GRAND);
    }

    /// In words, and the code: how each paper ends.
    List<Block> end(String number, Money amount) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Note(words.of("in-words"), words.inWords(amount)));
        if (!site.isEmpty()) {
            blocks.add(
                    new Block.Verify(
                            site + codes.path(number),
                            words.of("verify"),
                            words.of("verify-says")));
        }
        return blocks;
    }

    Paper.Title title(String name, String number, Instant at) {
        return new Paper.Title(words.of(name), number, words.language(), at.atZone(words.zone()));
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static void add(List<String> lines, String text) {
        if (!text.isEmpty()) {
            lines.add(text);
        }
    }
}
