package io.lastmile.web.notifications;

import io.lastmile.core.notifications.Message;
import io.lastmile.core.notifications.MessageView;
import io.lastmile.core.notifications.Notice;
import io.lastmile.core.notifications.WishBook;
import io.lastmile.core.platform.Fields;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Messages, notices and wishes in the reader's words.
final class MessageWords {
    private final Texts texts;
    private final Instant now;

    MessageWords(Texts texts, Instant now) {
        this.texts = texts;
        this.now = now;
    }

    MessageLine line(MessageView view) {
        Message message = view.message();
        Message.Reader reader = message.reader();
        boolean ended =
                message.state() == Message.State.FAILED || message.state() == Message.State.DROPPED;
        boolean kept = view.secret() ? false : !message.wording().body().isEmpty();
        return new MessageLine(
                message.id(),
                moment(message.travel().created()),
                reader.name(),
                reader.address(),
                reader.customer().map(id -> "" + id).orElse(""),
                texts.of("cause." + message.cause().word()),
                channel(message.channel().word()),
                view.shown(),
                texts.of("message.state." + Fields.nameOf(message.state())),
                mood(message.state()),
                note(view),
                ended && kept);
    }

    private static String mood(Message.State state) {
        return switch (state) {
            case SENT -> "good";
            case QUEUED, SENDING -> "late";
            case FAILED -> "bad";
            case DROPPED -> "";
        };
    }

    /// What came between, how often it was tried, how many SMS it takes.
    private String note(MessageView view) {
        Message.Travel travel = view.message().travel();
        List<String> notes = new ArrayList<>();
        if (!travel.why().isEmpty()) {
            notes.add(said(travel.why()));
        }
        if (travel.tries() > 1) {
            notes.add(texts.count("message.tries", travel.tries()));
        }
        if (travel.uncertain()) {
            notes.add(texts.of("message.uncertain"));
        }
        if (view.parts() > 1) {
            notes.add(texts.count("message.parts", view.parts()));
        }
        if (!travel.answer().isEmpty()) {
            notes.add(said(travel.answer()));
        }
        return String.join(" · ", notes);
    }

    /// What we say ourselves in the reader's words; a gateway's answer as it came.
    private String said(String text) {
        String key = "message.why." + text.replaceAll("[^a-z]+", "-");
        return texts.knows(key) ? texts.of(key) : text;
    }

    NoticeLine line(Notice notice) {
        return new NoticeLine(
                moment(notice.time()), notice.title(), notice.text(), notice.path(), notice.read());
    }

    /// By cause, in the order of the boxes.
    List<WishLine> wishes(WishBook.Shown shown) {
        Map<String, List<WishLine.Tick>> byCause = new LinkedHashMap<>();
        for (WishBook.Box box : shown.boxes()) {
            byCause.computeIfAbsent(box.cause(), _ -> new ArrayList<>())
                    .add(
                            new WishLine.Tick(
                                    box.word(), channel(box.channel()), box.wanted(), box.fixed()));
        }
        return byCause.entrySet().stream()
                .map(entry -> new WishLine(texts.of("cause." + entry.getKey()), entry.getValue()))
                .toList();
    }

    String channel(String word) {
        return texts.of("channel." + word);
    }

    private String moment(Instant time) {
        return texts.format().moment(time, now);
    }
}
