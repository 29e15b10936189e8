package io.lastmile.collector.credentials;

/// A sealed secret does not open: another key, another purpose, or damaged bytes. The message says
/// which, as far as it can be known.
public final class SecretUnreadable extends RuntimeException {
    SecretUnreadable(String sentence) {
        super(sentence);
    }

    SecretUnreadable(String sentence, Exception cause) {
        super(sentence, cause);
    }
}
