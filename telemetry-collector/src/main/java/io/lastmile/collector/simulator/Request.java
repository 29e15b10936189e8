package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client's sentence, taken apart: `/ppp/secret/print` is the path `/ppp/secret` and the verb
/// `print`. Text is raw bytes as Latin-1. An attribute given twice counts once, the first.
record Request(
        String path,
        String verb,
        Map<String, String> attributes,
        List<String> queries,
        Optional<String> tag) {

    static Request of(Sentence sentence) {
        String command = sentence.word(0);
        int slash = Math.max(0, command.lastIndexOf('/'));
        Map<String, String> attributes = new LinkedHashMap<>();
        sentence.attributes(attributes::putIfAbsent);
        List<String> queries = new ArrayList<>();
        for (int word = 1; word < sentence.words(); word++) {
            String text = sentence.word(word);
            if (text.startsWith("?")) {
                queries.add(text.substring(1));
            }
        }
        String verb = command.substring(Math.min(slash + 1, command.length()));
        return new Request(command.substring(0, slash), verb, attributes, queries, sentence.tag());
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    String value(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }
}
