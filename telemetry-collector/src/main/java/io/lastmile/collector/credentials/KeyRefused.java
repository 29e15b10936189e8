package io.lastmile.collector.credentials;

/// The key that was found cannot be used. The message is one sentence for the operator and holds no
/// part of the key.
public final class KeyRefused extends RuntimeException {
    KeyRefused(String sentence) {
        super(sentence);
    }

    KeyRefused(String sentence, Exception cause) {
        super(sentence, cause);
    }
}
