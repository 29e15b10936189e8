package io.lastmile.core.notifications;

import java.util.Set;

/// What a reader wants differently from how it usually is: `cause.channel` words.
public record Wishes(String language, Set<String> wanted, Set<String> unwanted) {
    public Wishes {
        wanted = Set.copyOf(wanted);
        unwanted = Set.copyOf(unwanted);
    }

    /// Security cannot be switched off.
    public boolean wants(Cause cause, Channel channel) {
        String word = word(cause, channel);
        boolean usual = cause.usual(channel);
        return cause.channels().contains(channel)
                && (cause.secret() || (usual ? !unwanted.contains(word) : wanted.contains(word)));
    }

    static String word(Cause cause, Channel channel) {
        return cause.word() + "." + channel.word();
    }
}
