package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds sentences in a stream of bytes, in whatever pieces it comes. Pull one after the other:
/// [#append] some bytes, then [#next] until it says that it needs more.
///
/// Bytes are moved once, in bulk, from the socket's buffer into a window of the heap: a `byte[]` is
/// read several times faster than a direct buffer byte by byte, and a view into it can outlive no
/// buffer. The window belongs to the event loop and is borrowed while bytes of an unfinished
/// sentence stand in it, so a thousand idle routers hold none. It grows only with bytes that have
/// arrived, never by what a length claims.
public final class SentenceDecoder {
    /// Twice what is appended at once: the rest of a torn sentence seldom makes it grow.
    static final int WINDOW_BYTES = 64 << 10;

    static final int APPEND_BYTES_MAX = WINDOW_BYTES / 2;

    private static final byte[] NONE = new byte[0];
    private static final FastThreadLocal<byte @Nullable []> SPARE = new FastThreadLocal<>();

    private final Sentence sentence = new Sentence();
    private Limits limits;
    private byte[] window = NONE;

    /// Where the sentence begins, how far it is scanned, where the bytes end.
    private int from;

    private int scan;
    private int to;
    private boolean complete;

    public SentenceDecoder(Limits limits) {
        this.limits = limits;
    }

    /// From the next word on: a peer who has logged in may send more.
    public void limits(Limits wider) {
        limits = wider;
    }

    /// Takes up to [#APPEND_BYTES_MAX] bytes out of `in`. Drain [#next] before.
    public void append(ByteBuf in) {
        int bytes = Math.min(in.readableBytes(), APPEND_BYTES_MAX);
        makeRoom(bytes);
        in.readBytes(window, to, bytes);
        to += bytes;
    }

    /// Whether there is a whole sentence, shown by [#sentence] until the next call. Empty sentences
    /// are passed over (routeros.md 1.2). Throws [ProtocolViolation].
    public boolean next() {
        if (complete) {
            discard();
        }
        takeShortWords();
        while (scan < to) {
            int headerBytes = window[scan] >= 0 ? 1 : WordLength.headerBytesOf(window[scan] & 0xff);
            if (to - scan < headerBytes) {
                return false;
            }
            int length = headerBytes == 1 ? window[scan] : longLength(headerBytes);
            if (length == 0) {
                scan += headerBytes;
                if (endsSentence()) {
                    return true;
                }
            } else if (takeWord(headerBytes, length)) {
                takeShortWords();
            } else {
                return false;
            }
        }
        handBack();
        return false;
    }

    /// The sentence that [#next] found. Always the same object.
    public Sentence sentence() {
        return sentence;
    }

    /// Whether bytes of a sentence without its end have come.
    public boolean midSentence() {
        return !complete && from < to;
    }

    /// Nearly all words have a length of one byte. This loop takes them with everything in
    /// registers, and leaves to [#next] what is not plain: ends, long words, limits, what has not
    /// come yet.
    private void takeShortWords() {
        byte[] bytes = window;
        int begin = from;
        int end = Math.min(to, begin + limits.sentenceBytesMax());
        int lengthMax = Math.min(Byte.MAX_VALUE, limits.wordBytesMax());
        long[] words = sentence.table();
        int count = sentence.words();
        int countMax = Math.min(words.length, limits.sentenceWordsMax());
        int at = scan;
        while (at < end && count < countMax) {
            int length = bytes[at];
            if (length <= 0 || length > lengthMax || at + length >= end) {
                break;
            }
            words[count++] = Sentence.packed(at + 1 - begin, length);
            at += 1 + length;
        }
        sentence.words(count);
        scan = at;
    }

    private int longLength(int headerBytes) {
        long length = WordLength.read(window, scan, headerBytes);
        if (length > limits.wordBytesMax()) {
            throw new ProtocolViolation(
                    "word of " + length + " bytes", "at most " + limits.wordBytesMax());
        }
        return (int) length;
    }

    private boolean endsSentence() {
        if (sentence.words() == 0) {
            discard();
            return false;
        }
        sentence.show(window, from);
        complete = true;
        return true;
    }

    private boolean takeWord(int headerBytes, int length) {
        int end = scan - from + headerBytes + length;
        if (end > limits.sentenceBytesMax() || length > limits.wordBytesMax()) {
            throw new ProtocolViolation(
                    "sentence of " + end + " bytes or more",
                    "at most " + limits.sentenceBytesMax());
        }
        if (sentence.words() == limits.sentenceWordsMax()) {
            throw new ProtocolViolation(
                    "sentence of more than " + sentence.words() + " words",
                    "at most " + limits.sentenceWordsMax());
        }
        if (to - from < end) {
            return false;
        }
        sentence.add(end - length, length);
        scan = from + end;
        return true;
    }

    private void discard() {
        from = scan;
        complete = false;
        sentence.clear();
    }

    private void makeRoom(int bytes) {
        if (window.length == 0) {
            borrow();
        }
        if (to + bytes > window.length && from > 0) {
            System.arraycopy(window, from, window, 0, to - from);
            scan -= from;
            to -= from;
            from = 0;
        }
        if (to + bytes > window.length) {
            window = Arrays.copyOf(window, Math.max(window.length * 2, to + bytes));
        }
    }

    private void borrow() {
        byte[] spare = SPARE.get();
        SPARE.set(null);
        window = spare == null ? new byte[WINDOW_BYTES] : spare;
    }

    /// All that came is read: between sentences the window goes back, and one that grew is left to
    /// the garbage collector.
    private void handBack() {
        if (from < to) {
            return;
        }
        if (window.length == WINDOW_BYTES) {
            SPARE.set(window);
        }
        window = NONE;
        from = 0;
        scan = 0;
        to = 0;
    }
}
